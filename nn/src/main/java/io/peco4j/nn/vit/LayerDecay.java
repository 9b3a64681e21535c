package io.peco4j.nn.vit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parameter groups whose learning rate falls with the distance from the output: layer i of an encoder of depth L learns
 * at {@code decay^(L + 1 - i)} of the rate (Clark et al. 2020; Bao et al. 2021).
 *
 * <p>The encoder says which of its parameters weight decay spares; of those that it does not know, such as a head's, it
 * spares scalars and vectors.
 *
 * @param encoder says how deep a parameter lies
 * @param decay factor from layer to layer, in (0, 1]; 1: all learn at the full rate
 * @param prefix what the encoder's names begin with among those of the whole network, such as {@code backbone.}; may be
 *     empty
 * @param spared names of the encoder's parameters that weight decay spares
 */
public record LayerDecay(VisionEncoder encoder, double decay, String prefix, Set<String> spared) {

    /** @throws IllegalArgumentException if the factor is not in (0, 1] */
    public LayerDecay {
        if (!(decay > 0 && decay <= 1)) {
            throw new IllegalArgumentException("layer decay " + decay + " is not in (0, 1]");
        }
        spared = Set.copyOf(spared);
    }

    /** Decay of a network that holds the encoder under a prefix. */
    public LayerDecay(VisionEncoder encoder, double decay, String prefix) {
        this(encoder, decay, prefix, encoder.withoutWeightDecay());
    }

    /** Decay of a network in which the encoder's names have no prefix. */
    public LayerDecay(VisionEncoder encoder, double decay) {
        this(encoder, decay, "");
    }

    /**
     * Decay as in BEiT's segmentation, whose code looks for the whole names of class token and positions in a network
     * that has them under a prefix, and so decays both: only scalars and vectors are spared.
     */
    public static LayerDecay ofVectors(VisionEncoder encoder, double decay, String prefix) {
        return new LayerDecay(encoder, decay, prefix, Parameters.vectors(encoder.trainable()));
    }

    /**
     * The groups of an encoder's and a head's parameters, from the input to the output, each layer's decayed ones
     * first.
     *
     * @param trainable by the network's names; what the encoder does not know follows its last block
     */
    public List<ParameterGroup> groups(Map<String, NDArray> trainable) {
        Map<Integer, Map<String, NDArray>> layers = new TreeMap<>();
        trainable.forEach((name, array) -> layers.computeIfAbsent(group(name), layer -> new LinkedHashMap<>())
                .put(name, array));
        List<ParameterGroup> groups = new ArrayList<>();
        layers.forEach((layer, parameters) -> {
            double scale = scale(layer);
            add(groups, "layer " + layer, parameters, scale, true);
            add(groups, "layer " + layer + ", no weight decay", parameters, scale, false);
        });
        return List.copyOf(groups);
    }

    /** Whether weight decay applies to a parameter of the network. */
    public boolean decays(String name, NDArray array) {
        return isEncoders(name)
                ? !spared.contains(name.substring(prefix.length()))
                : array.getShape().dimension() > 1;
    }

    /** How deep a parameter of the network lies: as the encoder says of its own, and after its last block else. */
    public int layerOf(String name) {
        return name.startsWith(prefix) ? encoder.layerOf(name.substring(prefix.length())) : encoder.depth() + 1;
    }

    /** The factor of the learning rate of a layer, from 0 for the embeddings to 1 for what follows the last block. */
    public double scale(int layer) {
        return Math.pow(decay, encoder.depth() + 1 - layer);
    }

    /** Without decay between layers they are all one; an encoder is not asked about names that are not its own. */
    private int group(String name) {
        return decay == 1 || !isEncoders(name) ? encoder.depth() + 1 : layerOf(name);
    }

    private boolean isEncoders(String name) {
        return name.startsWith(prefix) && encoder.trainable().containsKey(name.substring(prefix.length()));
    }

    private void add(
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
