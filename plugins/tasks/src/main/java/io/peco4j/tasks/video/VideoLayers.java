package io.peco4j.tasks.video;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.vit.LayerDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parameter groups of a TimeSformer whose learning rate falls with the distance from the output.
 *
 * @param decay of the encoder that it started from
 * @param decayAll whether weight decay spares nothing
 */
record VideoLayers(LayerDecay decay, boolean decayAll) {
    private static final String TIMES = "time_embed";

    /** The groups, from the input to the output, each layer's decayed ones first. */
    List<ParameterGroup> groups(Map<String, NDArray> trainable) {
        Map<Integer, Map<Boolean, Map<String, NDArray>>> layers = new TreeMap<>();
        trainable.forEach((name, array) -> layers.computeIfAbsent(layer(name), layer -> new TreeMap<>())
                .computeIfAbsent(!decays(name, array), spared -> new LinkedHashMap<>())
                .put(name, array));
        List<ParameterGroup> groups = new ArrayList<>();
        layers.forEach((layer, parts) -> parts.forEach((spared, parameters) -> groups.add(new ParameterGroup(
                "layer " + layer + (spared ? ", no weight decay" : ""), parameters, decay.scale(layer), !spared))));
        return List.copyOf(groups);
    }

    private int layer(String name) {
        return name.equals(TIMES) ? 0 : decay.layerOf(name.replace(".temporal_", "."));
    }

    /** Matrices of blocks and head do; tokens and embeddings do as the encoder says of its own. */
    private boolean decays(String name, NDArray array) {
        if (decayAll) {
            return true;
        }
        return !name.equals(TIMES) && decay.decays(name, array);
    }
}
