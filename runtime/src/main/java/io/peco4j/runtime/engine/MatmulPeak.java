package io.peco4j.runtime.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.LinearMaps;
import java.util.Arrays;
import java.util.Locale;

/** The fastest matrix product that this machine is seen to do: the yardstick for everything that trains. */
public final class MatmulPeak {
    private static final int SIDE = 2048;
    private static final int SMALL_SIDE = 1024;
    private static final int CHAINED = 4;
    private static final int RUNS = 5;

    /** Each product needs the one before: independent equal products would be merged. */
    private static final String CHAIN = """
            def forward(self, x: Tensor, w: Tensor) -> Tensor:
              a = torch.to(x, %1$d)
              b = torch.to(w, %1$d)
              for i in range(%2$d):
                a = self.linear(a, b, None)
              return torch.to(a, 6)
            """;

    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    private MatmulPeak() {}

    /**
     * Measures it on the calling thread with the engine's threads, in a few seconds; in float32 by the faster way.
     *
     * @return floating-point operations per second of products of 2048 by 2048, the best of several runs; a
     *     multiply-add counts two
     */
    public static double measure(Precision precision) {
        return precision == Precision.BFLOAT16
                ? measure(BFLOAT16, LinearMaps.MATRIX_PRODUCT, SIDE, CHAINED)
                : Arrays.stream(LinearMaps.values())
                        .mapToDouble(way -> measure(FLOAT32, way, SIDE, CHAINED))
                        .max()
                        .orElseThrow();
    }

    /** What float32 linear maps reach in one way, in floating-point operations per second; in less than a second. */
    public static double measure(LinearMaps way) {
        return measure(FLOAT32, way, SMALL_SIDE, 1);
    }

    private static double measure(int type, LinearMaps way, int side, int chained) {
        Kernel kernel = Kernel.compile("matmul peak", String.format(Locale.ROOT, CHAIN, type, chained), way);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            EngineSession.prepareThread();
            NDArray x = manager.randomNormal(0, 1, new Shape(side, side), DataType.FLOAT32);
            NDArray w = manager.randomNormal(0, (float) (1 / Math.sqrt(side)), x.getShape(), DataType.FLOAT32);
            kernel.apply(x, w).close();
            long best = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long start = System.nanoTime();
                try (NDArray product = kernel.apply(x, w)) {
                    product.getFloat(0, 0);
                }
                best = Math.min(best, System.nanoTime() - start);
            }
            return 2.0 * side * side * side * chained / best * 1e9;
        }
    }
}
