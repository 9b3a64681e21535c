package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.ParameterGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameter groups whose learning rate falls with the distance from the output: layer i of an encoder of depth L learns
 * at {@code decay^(L + 1 - i)} of the rate (Clark et al. 2020; Bao et al. 2021).
 *
 * <p>Weight decay applies to tensors of two and more dimensions, except biases, positions and class tokens; so to
 * relative position tables and mask tokens, as in BEiT's code.
 *
 * @param encoder says how deep a parameter lies
 * @param decay factor from layer to layer, in (0, 1]; 1: all learn at the full rate
 */
public record LayerDecay(VisionEncoder encoder, double decay) {
    /** @throws IllegalArgumentException if the factor is not in (0, 1] */
    public LayerDecay {
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException("layer decay " + decay + " is not in (0, 1]");
        }
    }

    /**
     * The groups of an encoder's and a head's parameters, from the input to the output, each layer's decayed ones first.
     *
     * @param trainable by the encoder's names; what the encoder does not know follows its last block
     */
    public List<ParameterGroup> groups(Map<String, NDArray> trainable) {
        Map<Integer, Map<String, NDArray>> layers = new TreeMap<>();
        trainable.forEach((name, array) -> layers.computeIfAbsent(layer(name), layer -> new LinkedHashMap<>())
                .put(name, array));
        List<ParameterGroup> groups = new ArrayList<>();
        layers.forEach((layer, parameters) -> {
            double scale = Math.pow(decay, encoder.depth() + 1 - layer);
            add(groups, "layer " + layer, parameters, scale, true);
            add(groups, "layer " + layer + ", no weight decay", parameters, scale, false);
        });
        return List.copyOf(groups);
    }

    /** Whether weight decay applies to a parameter. */
    public static boolean decays(String name, NDArray array) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return array.getShape().dimension() > 1
                && !last.equals("bias")
                && !last.equals("pos_embed")
                && !last.equals("cls_token");
    }

    /** Without decay between layers they are all one. */
    private int layer(String name) {
        return decay == 1 ? encoder.depth() + 1 : encoder.layerOf(name);
    }

    private static void add(
            List<ParameterGroup> groups,
            String name,
            Map<String, NDArray> parameters,
            double scale,
            boolean weightDecay) {
        Map<String, NDArray> chosen = new LinkedHashMap<>(parameters);
        chosen.entrySet().removeIf(entry -> decays(entry.getKey(), entry.getValue()) != weightDecay);
        if (!chosen.isEmpty()) {
            groups.add(new ParameterGroup(name, chosen, scale, weightDecay));
        }
    }
}
