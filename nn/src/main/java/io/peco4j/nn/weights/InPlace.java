package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.io.IOException;

/** Writes into a tensor that others already hold: its identity, and every handle on it, stay as they are. */
final class InPlace {
    private static final Kernel COPY = Kernel.compile("copy in place", """
            def forward(self, target: Tensor, source: Tensor, start: Tensor) -> Tensor:
              first = int(start)
              flat = torch.view(target, [-1])
              part = torch.slice(flat, 0, first, torch.add(first, torch.numel(source)))
              return torch.copy_(part, torch.reshape(source, [-1]))
            """);

    private static final Kernel FLAT = Kernel.compile("flat view", """
            def forward(self, target: Tensor) -> Tensor:
              return torch.view(target, [-1])
            """);

    private InPlace() {}

    /** Writes bytes over all elements; the tensor has the dtype that the type is loaded as, and lies in memory. */
    static void read(NDArray target, StoredType type, TensorBytes bytes) throws IOException {
        GradientMode.off(() -> {
            try (NDArray flat = FLAT.apply(target)) {
                TensorReader.fill(type, flat, bytes);
            }
        });
    }

    /**
     * Copies all elements of one tensor over as many of another, from a flat index on, converting the dtype. Gradient
     * mode is off meanwhile, as parameters must not be written otherwise.
     */
    static void copy(NDArray target, long start, NDArray source) {
        GradientMode.off(() -> {
            try (NDArray first = Tensors.of(target.getManager(), start);
                    NDArray written = COPY.apply(target, source, first)) {
                assert written.size() == source.size();
            }
        });
    }
}
