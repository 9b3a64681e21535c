package io.peco4j.nn.conv;

import io.peco4j.nn.Kernel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that is compiled when it is called first: a layer inside a chain or a block never calls its own, and each
 * takes tens of milliseconds. Safe for several threads.
 */
final class LateKernel {
    private final Supplier<Kernel> compiler;
    private volatile @Nullable Kernel kernel;

    /** @param compiler called once */
    LateKernel(Supplier<Kernel> compiler) {
        this.compiler = compiler;
    }

    /** The kernel, from the first call on. */
    Kernel get() {
        Kernel made = kernel;
        return made == null ? compiled() : made;
    }

    private synchronized Kernel compiled() {
        Kernel made = kernel;
        if (made == null) {
            made = compiler.get();
            kernel = made;
        }
        return made;
    }
}
