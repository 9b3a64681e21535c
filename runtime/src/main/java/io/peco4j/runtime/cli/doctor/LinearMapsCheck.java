package io.peco4j.runtime.cli.doctor;

import io.peco4j.nn.LinearMaps;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.EngineStartException;
import io.peco4j.runtime.engine.MatmulPeak;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How float32 linear maps are computed, and what they would reach in the other way.
 *
 * @param measure floating-point operations a second of a way, on the engine that has started
 */
record LinearMapsCheck(ToDoubleFunction<LinearMaps> measure) implements Check {
    /** How much faster the other way has to be before changing it is worth the other last bits. */
    private static final double WORTH = 1.2;

    static LinearMapsCheck ofThisMachine() {
        return new LinearMapsCheck(MatmulPeak::measure);
    }

    @Override
    public String subject() {
        return "linear maps";
    }

    @Override
    public Finding look() {
        try {
            EngineSession.start();
        } catch (EngineStartException e) {
            return Finding.broken("not measured: see engine", "");
        }
        LinearMaps way = LinearMaps.ofProcess();
        LinearMaps other = way == LinearMaps.CONVOLUTION ? LinearMaps.MATRIX_PRODUCT : LinearMaps.CONVOLUTION;
        double reached = measure.applyAsDouble(way);
        double possible = measure.applyAsDouble(other);
        String what = String.format(
                Locale.ROOT,
                "in float32 by %s: %.0f GFLOP/s; by %s %.0f",
                words(way),
                reached / 1e9,
                words(other),
                possible / 1e9);
        return possible < WORTH * reached
                ? Finding.works(what)
                : Finding.limited(
                        what,
                        "PECO4J_JAVA_OPTS=-D" + LinearMaps.PROPERTY + "=" + other.text()
                                + " makes float32 trainings faster; the last bits of their results differ");
    }

    private static String words(LinearMaps way) {
        return switch (way) {
            case MATRIX_PRODUCT -> "matrix products";
            case CONVOLUTION -> "convolutions";
        };
    }
}
