package io.peco4j.runtime.engine;

/** The native libraries cannot be unpacked or loaded, or compute wrong results; the message says what to look at. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }

    private EngineStartException(String message) {
        super(message);
    }

    static EngineStartException wrong(ConvolutionCheck found) {
        return new EngineStartException(
                "PECO-504 convolutions are wrong on this processor: one of odd channels differs from"
                        + " the matrix product that it equals by " + found.text()
                        + ", so nothing trains and nothing is scored"
                        + " here; ONEDNN_MAX_CPU_ISA=SSE41 in the environment makes the engine take simpler, slower code, and another"
                        + " machine may be right");
    }
}
