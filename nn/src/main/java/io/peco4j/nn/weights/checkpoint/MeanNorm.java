package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/**
 * Fine-tuned networks norm the mean of the tokens ({@code fc_norm}) and pre-trained ones each token ({@code norm}).
 * Where tokens are normed, the norm of the mean is taken for it; the norm of the mean is initialised again, as in the
 * originals.
 */
final class MeanNorm implements Adaptation {
    private static final List<String> PARTS = List.of("weight", "bias");

    @Override
    public void apply(Fitting fitting) {
        if (has(fitting, "norm.", "fc_norm.") && fitting.wants("fc_norm.weight") && !fitting.wants("norm.weight")) {
            begin(fitting);
        } else {
            move(fitting);
        }
    }

    private static boolean has(Fitting fitting, String one, String notTheOther) {
        return PARTS.stream()
                .allMatch(part -> fitting.offer(one + part).isPresent()
                        && fitting.offer(notTheOther + part).isEmpty());
    }

    private static void begin(Fitting fitting) {
        for (String part : PARTS) {
            fitting.drop("norm." + part);
            if (fitting.wants("fc_norm." + part)) {
                fitting.keepFresh("fc_norm." + part);
            }
        }
        fitting.note("fc_norm, which is applied to the mean of the tokens, stays as it was initialised, and norm, which"
                + " the file applies to each token, was left out");
    }

    private static void move(Fitting fitting) {
        boolean moved = false;
        for (String part : PARTS) {
            String theirs = "fc_norm." + part;
            String ours = "norm." + part;
            if (fitting.offer(theirs).isPresent()
                    && fitting.offer(ours).isEmpty()
                    && fitting.wants(ours)
                    && !fitting.wants(theirs)) {
                fitting.offer(ours, fitting.offer(theirs).orElseThrow());
                fitting.drop(theirs);
                moved = true;
            }
        }
        if (moved) {
            fitting.note("fc_norm, which the file applies to the mean of the tokens, is taken for norm, which is"
                    + " applied to each token");
        }
    }
}
