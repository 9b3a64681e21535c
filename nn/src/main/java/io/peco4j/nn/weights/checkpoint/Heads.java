package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A head stays as it was initialised if the file has none, or one for another number of classes or codewords. */
final class Heads implements Adaptation {
    /**
     * Heads of a kind.
     *
     * @param what how a note calls it
     * @param rows what each row of its weight stands for
     * @param weight the name of its weight; the first group is the head's
     */
    private record Kind(String what, String rows, Pattern weight) {
        static Kind of(String what, String rows, String names) {
            return new Kind(what, rows, Pattern.compile("(" + names + ")\\.weight"));
        }
    }

    private static final List<Kind> ALL = List.of(
            Kind.of("classifier", "classes", "head|head_dist|fc|classifier\\.6|head\\.fc|head\\.layers\\.head"),
            Kind.of("classifier of pixels", "classes", "(?:.*\\.)?(?:decode_head|auxiliary_head)\\.conv_seg"),
            Kind.of("head for masked tokens", "codewords", "lm_head"),
            Kind.of("predictor of boxes", "outputs", "(?:.*\\.)?box_predictor\\.(?:cls_score|bbox_pred)"),
            Kind.of("predictor of masks", "classes", "(?:.*\\.)?mask_predictor\\.mask_fcn_logits"));

    @Override
    public void apply(Fitting fitting) {
        for (String weight : List.copyOf(fitting.wanted())) {
            for (Kind kind : ALL) {
                Matcher matcher = kind.weight().matcher(weight);
                if (matcher.matches()) {
                    head(fitting, kind, weight, matcher.group(1));
                }
            }
        }
    }

    private static void head(Fitting fitting, Kind kind, String weight, String name) {
        Shape ours = fitting.shape(weight);
        String bias = name + ".bias";
        String reason;
        if (fitting.lacks(weight)) {
            reason = "the file has none";
        } else if (fitting.offer(weight).isEmpty()) {
            return;
        } else {
            Shape theirs = fitting.offer(weight).orElseThrow().shape();
            boolean rowsDiffer = theirs.dimension() == ours.dimension()
                    && theirs.dimension() > 0
                    && theirs.get(0) != ours.get(0)
                    && theirs.slice(1).equals(ours.slice(1));
            if (!rowsDiffer) {
                return;
            }
            reason = "the file has " + theirs.get(0) + " " + kind.rows() + " and the network " + ours.get(0);
        }
        fitting.keepFresh(weight);
        if (fitting.wants(bias)) {
            fitting.keepFresh(bias);
        } else {
            fitting.drop(bias);
        }
        fitting.note("the " + kind.what() + " " + name + " stays as it was initialised: " + reason);
    }
}
