package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.transformer.RelativeTableResize;
import io.peco4j.nn.weights.PendingTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Resizes position embeddings, tables of relative positions and embeddings of frames to the network's grid. */
final class PositionResizing implements Adaptation {
    @Override
    public void apply(Fitting fitting) {
        Map<String, Integer> said = new LinkedHashMap<>();
        for (String name : fitting.offered()) {
            PendingTensor offer = fitting.offer(name).orElseThrow();
            if (!fitting.wants(name) || offer.shape().equals(fitting.shape(name))) {
                continue;
            }
            String last = name.substring(name.lastIndexOf('.') + 1);
            Shape ours = fitting.shape(name);
            switch (last) {
                case "pos_embed", "decoder_pos_embed", "de_pos_embed" -> grid(fitting, name, offer, ours, said);
                case "relative_position_bias_table" -> table(fitting, name, offer, ours, said);
                case "time_embed" -> frames(fitting, name, offer, ours, said);
                default -> {}
            }
        }
        said.forEach((sentence, count) -> fitting.note(count == 1 ? sentence : sentence + ", " + count + " times"));
    }

    private static void grid(Fitting fitting, String name, PendingTensor offer, Shape ours, Map<String, Integer> said) {
        Shape theirs = offer.shape();
        if (theirs.dimension() != 3
                || ours.dimension() != 3
                || theirs.get(0) != 1
                || ours.get(0) != 1
                || theirs.get(2) != ours.get(2)) {
            return;
        }
        // One token for the class; a distilled network has another one in its second place.
        int to = PositionGrid.side(ours.get(1) - 1);
        for (int extra = 1; extra <= 2; extra++) {
            int from = PositionGrid.side(theirs.get(1) - extra);
            if (from > 0 && to > 0) {
                int others = extra;
                fitting.offer(
                        name,
                        PendingTensor.made(
                                ours,
                                offer.dtype(),
                                manager -> PositionGrid.fit(offer.maker().apply(manager), others, to)));
                said.merge(
                        name + " was " + (from == to ? "taken" : "resized (bicubic)") + " from " + others + " + " + from
                                + " x " + from + " to 1 + " + to + " x " + to + " tokens",
                        1,
                        Integer::sum);
                return;
            }
        }
        return;
    }

    private static void table(
            Fitting fitting, String name, PendingTensor offer, Shape ours, Map<String, Integer> said) {
        Shape theirs = offer.shape();
        if (theirs.dimension() != 2 || ours.dimension() != 2 || theirs.get(1) != ours.get(1)) {
            return;
        }
        int from = RelativeTableResize.grid(theirs.get(0));
        int to = RelativeTableResize.grid(ours.get(0));
        if (from < 1 || to < 1) {
            return;
        }
        RelativeTableResize resize = new RelativeTableResize(from, to);
        fitting.offer(
                name,
                PendingTensor.made(
                        ours,
                        offer.dtype(),
                        manager -> resize.apply(offer.maker().apply(manager))));
        said.merge(
                "the table of relative positions was resized (cubic spline) from " + from + " x " + from + " to " + to
                        + " x " + to + " patches",
                1,
                Integer::sum);
    }

    /** As TimeSformer does for another number of frames: the nearest one. */
    private static void frames(
            Fitting fitting, String name, PendingTensor offer, Shape ours, Map<String, Integer> said) {
        Shape theirs = offer.shape();
        if (theirs.dimension() != 3 || ours.dimension() != 3 || theirs.get(2) != ours.get(2) || theirs.get(1) == 0) {
            return;
        }
        int from = Math.toIntExact(theirs.get(1));
        int to = Math.toIntExact(ours.get(1));
        fitting.offer(name, PendingTensor.made(ours, offer.dtype(), manager -> {
            NDArray all = offer.maker().apply(manager);
            NDList nearest = new NDList();
            for (int i = 0; i < to; i++) {
                int frame = i * from / to;
                nearest.add(all.get(":, " + frame + ":" + (frame + 1)));
            }
            return NDArrays.concat(nearest, 1);
        }));
        said.merge(name + " was resized (nearest) from " + from + " to " + to + " frames", 1, Integer::sum);
    }
}
