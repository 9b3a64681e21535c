package io.peco4j.runtime.cli.doctor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.EngineStartException;
import java.util.Arrays;

/** The tensor engine: whether its native libraries load, and whether they calculate what Java does. */
final class EngineCheck implements Check {
    private static final float[] LEFT = {1, 2, 3, 4};
    private static final float[] RIGHT = {5, 6, 7, 8};
    private static final float[] PRODUCT = {19, 22, 43, 50};

    @Override
    public String subject() {
        return "engine";
    }

    @Override
    public Finding look() {
        try {
            EngineSession session = EngineSession.start();
            float[] product = product();
            return Arrays.equals(product, PRODUCT)
                    ? Finding.works(session.versions() + ", " + session.threads() + " threads, and it calculates")
                    : Finding.broken(
                            session.versions() + " calculates wrongly: " + Arrays.toString(product),
                            "delete the folder of native libraries (see natives): they are unpacked again");
        } catch (EngineStartException e) {
            return Finding.broken(String.valueOf(e.getMessage()), cause(e));
        }
    }

    /** Small whole numbers: exact in any precision and in any order. */
    private static float[] product() {
        Kernel kernel = Kernel.compile("doctor", """
                def forward(self, x: Tensor, y: Tensor) -> Tensor:
                  return torch.matmul(x, y)
                """);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray left = Tensors.of(manager, LEFT, new Shape(2, 2));
            return kernel.apply(left, Tensors.of(manager, RIGHT, new Shape(2, 2)))
                    .toFloatArray();
        }
    }

    private static String cause(EngineStartException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "the cause: " + root;
    }
}
