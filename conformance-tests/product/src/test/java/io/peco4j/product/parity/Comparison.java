package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How far our results of a case are from the reference's: all deviations, and the worst one. */
final class Comparison {
    private final double tolerance;
    private final Set<String> covered = new HashSet<>();
    private final List<String> failures = new ArrayList<>();
    private double worst;
    private String where = "";

    /** @param tolerance of the case; a case of statistics has none */
    Comparison(JsonElement tolerance) {
        this.tolerance = tolerance.isJsonNull() ? 0 : tolerance.getAsDouble();
    }

    /**
     * Whole numbers must be equal; of others the largest difference is taken relative to the largest expected value.
     */
    void add(String key, NDArray expected, NDArray found) {
        covered.add(key);
        if (!expected.getShape().equals(found.getShape())) {
            failures.add(key + ": shape " + found.getShape() + " instead of " + expected.getShape());
        } else if (expected.getDataType().isInteger()) {
            if (found.getDataType().isFloating() && !isWhole(found)) {
                failures.add(key + ": not whole numbers");
                return;
            }
            long[] theirs = expected.toLongArray();
            long[] ours = found.toType(DataType.INT64, false).toLongArray();
            int at = Arrays.mismatch(theirs, ours);
            if (at >= 0) {
                failures.add(key + ": " + ours[at] + " instead of " + theirs[at] + " at " + at);
            }
        } else if (expected.size() > 0) {
            double scale = Math.max(expected.abs().max().getFloat(), 1e-6);
            double error = found.toType(DataType.FLOAT32, false)
                            .sub(expected)
                            .abs()
                            .max()
                            .getFloat()
                    / scale;
            // Written so that NaN fails.
            if (!(error <= tolerance)) {
                failures.add(String.format(Locale.ROOT, "%s: off by %.3g, allowed %.3g", key, error, tolerance));
            }
            if (!(error <= worst)) {
                worst = error;
                where = key;
            }
        }
    }

    /** A number between whole ones must not become one of them by conversion. */
    private static boolean isWhole(NDArray found) {
        return Arrays.stream(found.toType(DataType.FLOAT64, false).toDoubleArray())
                .allMatch(value -> Math.rint(value) == value);
    }

    void accept(String key, boolean holds, String what) {
        covered.add(key);
        if (!holds) {
            failures.add(key + ": " + what);
        }
    }

    boolean covers(String key) {
        return covered.contains(key);
    }

    List<String> failures() {
        return failures;
    }

    /** The worst deviation, with its place and the tolerance. */
    String summary() {
        return where.isEmpty()
                ? String.format(Locale.ROOT, "%d results agree", covered.size())
                : String.format(
                        Locale.ROOT,
                        "worst %.2g of %.2g allowed, at %s, %d results",
                        worst,
                        tolerance,
                        where,
                        covered.size());
    }
}
