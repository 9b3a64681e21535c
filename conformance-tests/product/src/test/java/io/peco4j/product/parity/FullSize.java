package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Results of published architectures at their full size: samples and moments instead of whole tensors. */
final class FullSize {
    private static final int SAMPLES = 1024;

    private FullSize() {}

    /** Compares a result with {@code out.NAME.sample}, {@code .shape} and {@code .moments}. */
    static void check(ParityCase reference, String name, NDArray found) {
        String key = "out." + name;
        reference.check(
                key + ".shape", reference.manager().create(found.getShape().getShape()));
        NDArray flat = found.flatten();
        long step = Math.max(1, flat.size() / SAMPLES);
        reference.check(key + ".sample", flat.get(":" + flat.size() + ":" + step));
        float mean = flat.mean().getFloat();
        // The population's deviation in double precision.
        double[] values = new double[Math.toIntExact(flat.size())];
        float[] single = flat.toFloatArray();
        Arrays.setAll(values, i -> single[i]);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        float deviation = (float) Math.sqrt(squares / values.length);
        reference.check(key + ".moments", reference.manager().create(new float[] {mean, deviation}));
    }

    /** Compares the shapes of the live tensors with {@code out.shape.NAME}; there must be exactly the reference's. */
    static void checkShapes(ParityCase reference, Map<String, NDArray> live) {
        Set<String> unknown = new TreeSet<>(live.keySet());
        unknown.removeAll(reference.under("out.shape.").keySet());
        if (!unknown.isEmpty()) {
            throw new AssertionError("the reference has no " + unknown);
        }
        reference.under("out.shape.").forEach((name, shape) -> {
            NDArray own = live.get(name);
            boolean same = own != null && Arrays.equals(own.getShape().getShape(), shape.toLongArray());
            reference.accept(
                    "out.shape." + name, same, own == null ? "there is no such tensor" : "is " + own.getShape());
        });
    }
}
