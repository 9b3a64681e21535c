package io.peco4j.nn.conv;

import io.peco4j.api.train.Precision;
import io.peco4j.nn.Kernel;

/**
 * Compiles kernels whose source says where the number format changes: {@code self.narrow(x)} is float32 or bfloat16 by
 * precision, {@code self.wide(x)} is float32.
 */
public final class PrecisionKernel {
    private static final String IDENTITY = "return x";
    private static final String TO_FLOAT32 = "return torch.to(x, 6)";
    private static final String TO_BFLOAT16 = "return torch.to(x, 15)";

    private PrecisionKernel() {}

    /**
     * A kernel within a stream of maps, which {@code self.stream(x)} gives the stream's number format.
     *
     * @param stream of what comes in and goes out
     */
    static Kernel compile(String name, Precision precision, Precision stream, String function) {
        return compile(
                name, precision, function + helper("stream", stream == Precision.BFLOAT16 ? TO_BFLOAT16 : TO_FLOAT32));
    }

    /** @param function as {@link Kernel#compile} takes it, with helpers appended */
    public static Kernel compile(String name, Precision precision, String function) {
        boolean half = precision == Precision.BFLOAT16;
        return Kernel.compile(
                name,
                function
                        + helper("narrow", half ? TO_BFLOAT16 : IDENTITY)
                        + helper("wide", half ? TO_FLOAT32 : IDENTITY));
    }

    private static String helper(String name, String body) {
        return "\ndef " + name + "(self, x: Tensor) -> Tensor:\n  " + body + "\n";
    }
}
