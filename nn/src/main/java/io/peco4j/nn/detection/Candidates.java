package io.peco4j.nn.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Boxes of one level of one image that may become proposals.
 *
 * @param boxes decoded, not cut
 * @param logits one a box
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one image of one step
record Candidates(Boxes boxes, float[] logits) {

    /** The best of all levels after suppression within each. */
    static Proposals merged(List<Candidates> levels, PixelSize image, RpnSettings settings, int most) {
        Boxes boxes = Boxes.concatenated(levels.stream().map(Candidates::boxes).toList())
                .clipped(image);
        float[] scores = new float[boxes.size()];
        int[] level = new int[boxes.size()];
        int at = 0;
        for (int i = 0; i < levels.size(); i++) {
            for (float logit : levels.get(i).logits) {
                scores[at] = (float) (1 / (1 + Math.exp(-logit)));
                level[at++] = i;
            }
        }
        int[] large = boxes.atLeast(settings.smallestSide());
        float[] largeScores = select(scores, large);
        Boxes largeBoxes = boxes.select(large);
        int[] kept = settings.suppression()
                .keep(
                        largeBoxes,
                        largeScores,
                        IntStream.of(large).map(i -> level[i]).toArray());
        int[] first = Arrays.copyOf(kept, Math.min(kept.length, most));
        return new Proposals(largeBoxes.select(first), select(largeScores, first));
    }

    static float[] select(float[] values, int[] chosen) {
        float[] selected = new float[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            selected[i] = values[chosen[i]];
        }
        return selected;
    }
}
