package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An encoder and the projector of its vectors.
 *
 * @param encoder gives the vectors
 * @param projector (B, D) to (B, dim)
 */
record Branch(ContrastedEncoder encoder, ContrastiveHead projector) {

    /** The momentum branch: equal values in separate tensors, which never receive a gradient. */
    Branch momentum(NetworkContext context, ContrastiveHeads heads) {
        ContrastedEncoder twin = encoder.twin(context);
        ContrastiveHead head = heads.projector(context, encoder.width());
        Weights.copyInto(Parameters.state(head), Parameters.state(projector));
        Branch made = new Branch(twin, head);
        made.state().values().forEach(array -> array.setRequiresGradient(false));
        return made;
    }

    /**
     * Pictures in the space of the contrast, with dropout and batch statistics on.
     *
     * @param images float32 (B, 3, S, S) in [0, 1]
     * @return float32 (B, dim), owned by the manager of the pictures
     */
    NDArray project(NDArray images) {
        try (NDArray vectors = encoder.encode(images)) {
            return projector.forward(vectors, true);
        }
    }

    /** Running statistics of both. */
    PassState passState() {
        return PassState.joined(List.of(encoder.passState(), BatchStatistics.of(projector)));
    }

    /** Parameters and buffers of both. */
    Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("encoder", encoder.state()));
        all.putAll(Parameters.prefixed("projector", Parameters.state(projector)));
        return all;
    }

    /** What a momentum branch follows: parameters, not the running statistics. */
    Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(Parameters.prefixed("encoder", encoder.trainable()));
        all.putAll(Parameters.prefixed("projector", Parameters.trainable(projector)));
        return all;
    }
}
