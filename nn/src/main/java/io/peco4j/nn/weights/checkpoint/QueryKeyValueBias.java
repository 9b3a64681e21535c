package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.PendingTensor;
import java.util.Optional;

/**
 * Exchanges one bias of queries, keys and values for the two of BEiT, and back.
 *
 * <p>A bias of the keys adds the same number to all scores of a query, which softmax does not see: leaving it out, or
 * putting zeros there, changes no attention.
 */
final class QueryKeyValueBias implements Adaptation {
    private static final String FUSED = "qkv.bias";

    @Override
    public void apply(Fitting fitting) {
        int changed = 0;
        for (String name : fitting.offered()) {
            if (name.endsWith(FUSED)) {
                changed += split(fitting, name, name.substring(0, name.length() - FUSED.length())) ? 1 : 0;
            } else if (name.endsWith("q_bias")) {
                changed += fuse(fitting, name.substring(0, name.length() - "q_bias".length())) ? 1 : 0;
            }
        }
        if (changed > 0) {
            fitting.note("the bias of queries and values was brought into the network's form in " + changed
                    + (changed == 1 ? " block" : " blocks") + "; that of keys has no effect");
        }
    }

    private static boolean split(Fitting fitting, String name, String prefix) {
        Optional<PendingTensor> fused = fitting.offer(name);
        if (!fitting.wants(prefix + "q_bias") || fitting.wants(name) || fused.isEmpty()) {
            return false;
        }
        PendingTensor all = fused.orElseThrow();
        if (all.shape().dimension() != 1 || all.shape().size() % 3 != 0) {
            return false;
        }
        long width = all.shape().size() / 3;
        fitting.drop(name);
        fitting.offer(prefix + "q_bias", part(all, 0, width));
        fitting.offer(prefix + "v_bias", part(all, 2 * width, width));
        return true;
    }

    private static PendingTensor part(PendingTensor all, long start, long width) {
        return PendingTensor.made(
                new Shape(width),
                all.dtype(),
                manager -> all.maker().apply(manager).get(start + ":" + (start + width)));
    }

    private static boolean fuse(Fitting fitting, String prefix) {
        Optional<PendingTensor> query = fitting.offer(prefix + "q_bias");
        Optional<PendingTensor> value = fitting.offer(prefix + "v_bias");
        if (!fitting.wants(prefix + FUSED) || query.isEmpty() || value.isEmpty()) {
            return false;
        }
        PendingTensor first = query.orElseThrow();
        PendingTensor last = value.orElseThrow();
        fitting.drop(prefix + "q_bias");
        fitting.drop(prefix + "v_bias");
        fitting.offer(
                prefix + FUSED, PendingTensor.made(new Shape(3 * first.shape().size()), first.dtype(), manager -> {
                    NDArray start = first.maker().apply(manager);
                    return start.concat(start.zerosLike()).concat(last.maker().apply(manager));
                }));
        return true;
    }
}
