package io.peco4j.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A compiled TorchScript function: tensors in, tensors out, differentiable, one native call.
 *
 * <p>Constants (group counts, epsilons, head counts) are baked into the source, so that every argument is a tensor. A
 * kernel holds no state: weights are arguments, and a student, a teacher and a moving average share one kernel.
 */
public final class Kernel {
    private static final ParameterStore NO_STORE = new ParameterStore();

    /** Kept as long as the kernel: a model that is collected frees the native module while it may be in use. */
    private final Model model;

    private final Block module;

    private Kernel(Model model) {
        this.model = model;
        this.module = model.getBlock();
    }

    /**
     * Compiles a function.
     *
     * @param name shown in errors
     * @param function TorchScript text of {@code def forward(self, x: Tensor, ...) -> Tensor}; helpers may follow it
     */
    public static Kernel compile(String name, String function) {
        Model model = Model.newInstance(name, "PyTorch");
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.of(function)), Map.of("hasParameter", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalArgumentException("kernel " + name + " does not compile: " + e.getMessage(), e);
        }
        return new Kernel(model);
    }

    /** Results belong to the manager of the first argument; gradients flow where gradient mode is on. */
    public NDList call(NDArray... arguments) {
        return module.forward(NO_STORE, new NDList(arguments), true);
    }

    /** A kernel with one result. */
    public NDArray apply(NDArray... arguments) {
        return call(arguments).singletonOrThrow();
    }

    /** A kernel with one result, which belongs to the manager of the activation {@code x}. */
    public NDArray apply(NDArray x, List<NDArray> weights) {
        return call(Stream.concat(Stream.of(x), weights.stream()).toArray(NDArray[]::new))
                .singletonOrThrow();
    }
}
