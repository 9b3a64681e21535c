package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.Stream;

/**
 * A compiled TorchScript function: tensors in, tensors out, differentiable, one native call.
 *
 * <p>Constants (group counts, epsilons, head counts) are baked into the source, so that every argument is a tensor. A
 * kernel holds no state: weights are arguments, and a student, a teacher and a moving average share one kernel, as does
 * all else in the process that compiles the same text. Its native module is freed after the kernel has become
 * unreachable, but not before memory is short. Safe for several threads.
 *
 * <p>Convolutions are written {@code self.conv2d(x, w, b, stride, padding, dilation, groups)} and
 * {@code self.conv_transpose2d(x, w, b, stride, padding, output_padding)}, where {@code b} may be {@code None} and the
 * others are lists of two numbers, {@code groups} but one. They are torch's, with channels padded to whole blocks:
 * torch's own are wrong on some processors.
 *
 * <p>Linear maps are written {@code self.linear(x, w, b)}, where {@code b} may be {@code None}: see {@link LinearMaps}.
 */
public final class Kernel {
    private static final ParameterStore NO_STORE = new ParameterStore();

    private static final Cleaner CLEANER = Cleaner.create();

    private final Block module;

    private Kernel(NDManager owner, Block module) {
        this.module = module;
        CLEANER.register(this, owner::close);
    }

    /**
     * Compiles a function, or returns the kernel of the same text that was compiled before.
     *
     * @param name shown in errors
     * @param function TorchScript text of {@code def forward(self, x: Tensor, ...) -> Tensor}; helpers may follow it
     * @throws IllegalArgumentException if it does not compile, or calls {@code torch.conv2d} or
     *     {@code torch.conv_transpose2d}
     */
    public static Kernel compile(String name, String function) {
        return compile(name, function, LinearMaps.ofProcess());
    }

    /** The same with float32 linear maps in a way of its own, such as to compare the two. */
    public static Kernel compile(String name, String function, LinearMaps maps) {
        String text = maps.completed(Convolutions.completed(name, function));
        return SharedKernels.OF_PROCESS.get(text, () -> compiled(name, text));
    }

    private static Kernel compiled(String name, String text) {
        byte[] archive = TorchScriptArchive.of(text);
        // Not by a Model, which leaves an empty temporary folder for each.
        PtNDManager owner = (PtNDManager) NDManager.newBaseManager("PyTorch");
        try (InputStream stream = new ByteArrayInputStream(archive)) {
            return new Kernel(owner, JniUtils.loadModule(owner, stream, false, false));
        } catch (IOException e) {
            owner.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            owner.close();
            throw new IllegalArgumentException("kernel " + name + " does not compile: " + e.getMessage(), e);
        }
    }

    /** Results belong to the manager of the first argument; gradients flow where gradient mode is on. */
    public NDList call(NDArray... arguments) {
        try {
            return module.forward(NO_STORE, new NDList(arguments), true);
        } finally {
            // Freed under a call, the module would take the process down.
            Reference.reachabilityFence(this);
        }
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
