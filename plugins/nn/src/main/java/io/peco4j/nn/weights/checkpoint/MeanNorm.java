package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/** Fine-tuned networks norm the mean of the tokens ({@code fc_norm}); where tokens are normed, that norm is taken. */
final class MeanNorm implements Adaptation {
    @Override
    public void apply(Fitting fitting) {
        boolean moved = false;
        for (String part : List.of("weight", "bias")) {
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
