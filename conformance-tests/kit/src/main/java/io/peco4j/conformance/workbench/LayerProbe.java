package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.GradientMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds by gradients where an encoder's parameters act: one of layer i reaches the tokens after block i, and none
 * before.
 *
 * <p>What all blocks share may count as what follows them, as BEiT counts its relative positions.
 */
public final class LayerProbe {
    /** Of the largest gradient: below, it may be rounding, as that of a bias of keys is. */
    private static final double NEGLIGIBLE = 1e-5;

    private final VisionEncoder encoder;
    private final NDArray images;

    /** A probe with pictures (B, 3, H, W). */
    public LayerProbe(VisionEncoder encoder, NDArray images) {
        this.encoder = encoder;
        this.images = images;
    }

    /** A line for each parameter whose layer is not where it acts. */
    public List<String> misplaced() {
        List<String> misplaced = new ArrayList<>();
        Set<String> names = encoder.trainable().keySet();
        List<Map<String, Double>> after = new ArrayList<>();
        for (int layer = 1; layer <= encoder.depth(); layer++) {
            after.add(gradients(layer));
        }
        for (String name : names) {
            int stated = encoder.layerOf(name);
            for (int layer = 1; layer <= encoder.depth(); layer++) {
                double share = Objects.requireNonNull(after.get(layer - 1).get(name), name);
                if (stated <= encoder.depth() && layer < stated && share > 0) {
                    misplaced.add(name + " is of layer " + stated + ", and acts in block " + layer);
                    break;
                }
                if (layer > Math.max(1, stated) && share > NEGLIGIBLE && first(after, name) == layer) {
                    misplaced.add(name + " is of layer " + stated + ", and acts from block " + layer + " on");
                    break;
                }
            }
        }
        return misplaced;
    }

    /** The block after which a parameter has any gradient at all. */
    private static int first(List<Map<String, Double>> after, String name) {
        int layer = 1;
        while (layer < after.size()
                && Objects.requireNonNull(after.get(layer - 1).get(name), name) == 0) {
            layer++;
        }
        return layer;
    }

    /** Gradients of a sum over the tokens after a block, as shares of the largest. */
    private Map<String, Double> gradients(int layer) {
        encoder.trainable().values().forEach(tensor -> JniUtils.zeroGrad((PtNDArray) tensor));
        GradientMode.on(() -> {
            NDArray tokens = encoder.features(images, List.of(layer), Masking.none(), false)
                    .get(0);
            NDArray factors = images.getManager().randomNormal(tokens.getShape());
            NDArray value = tokens.mul(factors).sum();
            NDArray one = value.getManager().ones(value.getShape(), DataType.FLOAT32);
            JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
        });
        Map<String, Double> found = new LinkedHashMap<>();
        encoder.trainable().forEach((name, tensor) -> found.put(name, Drill.gradient(tensor)));
        double largest =
                found.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        found.replaceAll((name, gradient) -> gradient / largest);
        return found;
    }
}
