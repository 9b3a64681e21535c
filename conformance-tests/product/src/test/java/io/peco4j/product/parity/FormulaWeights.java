package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Weights that are defined instead of stored, for architectures of full size: a hash of name and index, as the README
 * beside the catalogue states.
 */
record FormulaWeights(String salt, double gain) {
    private static final List<String> EMBEDDINGS =
            List.of("pos_embed", "cls_token", "mask_token", "relative_position_bias_table", "time_embed");

    static FormulaWeights of(ParityCase reference) {
        return new FormulaWeights(
                reference.arguments().text("salt"), reference.arguments().number("gain"));
    }

    /** The input picture. */
    NDArray image(NDManager manager, Shape shape) {
        return fill(manager, "image", shape, 0, 1);
    }

    /** A weight of that name. */
    NDArray weight(NDManager manager, String name, Shape shape) {
        if (EMBEDDINGS.stream().anyMatch(name::contains)) {
            return fill(manager, name, shape, 0, 0.3);
        }
        if (name.contains("gamma_")) {
            return fill(manager, name, shape, 0.5, 0.1);
        }
        if (shape.dimension() >= 2) {
            return fill(manager, name, shape, 0, gain / Math.sqrt((double) shape.size() / shape.get(0)));
        }
        if (name.endsWith("weight") || name.endsWith("running_var")) {
            return fill(manager, name, shape, 1, 0.1);
        }
        return fill(manager, name, shape, 0, 0.05);
    }

    /** Weights for all floating-point tensors of a network, by name. */
    Map<String, NDArray> weights(NDManager manager, Map<String, NDArray> live) {
        Map<String, NDArray> made = new LinkedHashMap<>();
        live.forEach((name, array) -> {
            if (array.getDataType().isFloating()) {
                made.put(name, weight(manager, name, array.getShape()));
            }
        });
        return made;
    }

    private NDArray fill(NDManager manager, String name, Shape shape, double mean, double deviation) {
        CRC32 crc = new CRC32();
        crc.update((salt + name).getBytes(StandardCharsets.UTF_8));
        int seed = (int) crc.getValue();
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            int u = seed + i * 0x9E3779B1;
            u ^= u >>> 16;
            u *= 0x85ebca6b;
            u ^= u >>> 13;
            u *= 0xc2b2ae35;
            u ^= u >>> 16;
            double uniform = Integer.toUnsignedLong(u) / 4294967296.0;
            values[i] = (float) (mean + deviation * (uniform - 0.5) * Math.sqrt(12));
        }
        return manager.create(values, shape);
    }
}
