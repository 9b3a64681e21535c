package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.regex.Pattern;

/** A classifier stays as it was initialised if the file has none, or one for another number of classes. */
final class Heads implements Adaptation {
    private static final Pattern WEIGHT =
            Pattern.compile("((head|head_dist|fc|classifier\\.6|head\\.fc|head\\.layers\\.head)\\.)weight");

    @Override
    public void apply(Fitting fitting) {
        for (String weight : List.copyOf(fitting.wanted())) {
            var matcher = WEIGHT.matcher(weight);
            if (matcher.matches()) {
                head(fitting, weight, matcher.group(1) + "bias", matcher.group(2));
            }
        }
    }

    private static void head(Fitting fitting, String weight, String bias, String name) {
        Shape ours = fitting.shape(weight);
        String reason;
        if (fitting.offer(weight).isEmpty()) {
            reason = "the file has none";
        } else {
            Shape theirs = fitting.offer(weight).orElseThrow().shape();
            boolean classesDiffer = theirs.dimension() == ours.dimension()
                    && theirs.dimension() > 0
                    && theirs.get(0) != ours.get(0)
                    && theirs.slice(1).equals(ours.slice(1));
            if (!classesDiffer) {
                return;
            }
            reason = "the file has " + theirs.get(0) + " classes and the network " + ours.get(0);
        }
        fitting.keepFresh(weight);
        if (fitting.wants(bias)) {
            fitting.keepFresh(bias);
        } else {
            fitting.drop(bias);
        }
        fitting.note("the classifier " + name + " stays as it was initialised: " + reason);
    }
}
