package io.peco4j.nn.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Stateful;
import io.peco4j.nn.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder and the head that projects its class token: DINO's student and its teacher. Names are those of DINO's
 * code,
 * {@code backbone.} before the encoder's and {@code head.} before the head's.
 *
 * @param backbone gives the class token; it takes pictures of the size of every crop
 * @param head (B, D) to (B, K)
 */
public record DinoNetwork(VisionEncoder backbone, DinoHead head) implements Stateful {
    private static final String BACKBONE = "backbone";
    private static final String HEAD = "head";

    /**
     * Outputs of crops, one after the other. Consecutive crops of equal size are one pass of the encoder, and all are
     * one pass of the head.
     *
     * @param crops float32 (B, 3, H, W) in [0, 1] each, at least one
     * @param training whether dropout and drop path are on
     * @return float32 (sum of B, K), owned by the manager of the first crop
     */
    public NDArray outputs(List<NDArray> crops, boolean training) {
        NDList tokens = new NDList();
        int from = 0;
        for (int to = 1; to <= crops.size(); to++) {
            if (to == crops.size() || !PictureSize.of(crops.get(to)).equals(PictureSize.of(crops.get(from)))) {
                tokens.add(classTokens(crops.subList(from, to), training));
                from = to;
            }
        }
        try (NDArray all = joined(tokens)) {
            return head.forward(all, training);
        }
    }

    private NDArray classTokens(List<NDArray> alike, boolean training) {
        NDArray pictures = joined(new NDList(alike));
        try (NDArray tokens = backbone.encode(pictures, Masking.none(), training)) {
            return tokens.get(":, 0");
        }
    }

    private static NDArray joined(NDList parts) {
        return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
    }

    /** Another network of the same form and values with tensors of its own. */
    public DinoNetwork twin(NetworkContext context) {
        return new DinoNetwork(backbone.twin(context), head.twin(context));
    }

    @Override
    public Map<String, NDArray> state() {
        return named(backbone.state(), Parameters.state(head));
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        return named(backbone.trainable(), Parameters.trainable(head));
    }

    private static Map<String, NDArray> named(Map<String, NDArray> encoder, Map<String, NDArray> projection) {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed(BACKBONE, encoder));
        all.putAll(Parameters.prefixed(HEAD, projection));
        return all;
    }

    /** Whether a name of the state is one of the head's last layer. */
    public static boolean isOfLastLayer(String name) {
        return name.startsWith(HEAD + "." + DinoHead.LAST_LAYER + ".");
    }
}
