package io.peco4j.nn.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;

final class BoxesTest {

    /** Boxes with sides from 1 to 41 pixels in a picture of 100, some of them the same. */
    static Boxes random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] corners = new float[4 * count];
        for (int i = 0; i < corners.length; i += 4) {
            corners[i] = (float) random.nextDouble(60);
            corners[i + 1] = (float) random.nextDouble(60);
            corners[i + 2] = corners[i] + 1 + (float) random.nextDouble(40);
            corners[i + 3] = corners[i + 1] + 1 + (float) random.nextDouble(40);
            if (i > 0 && random.nextInt(8) == 0) {
                System.arraycopy(corners, i - 4, corners, i, 4);
            }
        }
        return Boxes.of(corners);
    }

    static float[] scores(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            // Few values, so that there are ties, of both signs.
            scores[i] = random.nextInt(-10, 10) / 10f;
        }
        return scores;
    }

    @Property(tries = 200)
    void overlapIsSymmetricAndAShare(@ForAll long seed) {
        Boxes boxes = random(seed, 6);
        for (int i = 0; i < 6; i++) {
            assertThat(boxes.iou(i, boxes, i)).isEqualTo(1);
            for (int j = 0; j < 6; j++) {
                float iou = boxes.iou(i, boxes, j);
                assertThat(iou).isBetween(0f, 1f).isEqualTo(boxes.iou(j, boxes, i));
                assertThat(boxes.generalisedIou(i, boxes, j))
                        .isLessThanOrEqualTo(iou + 1e-6f)
                        .isGreaterThan(-1);
            }
        }
    }

    @Property(tries = 200)
    void offsetsLeadBack(@ForAll long seed) {
        Boxes wanted = random(seed, 5);
        Boxes anchors = random(~seed, 5);
        float[] corners = corners(BoxCoder.DETECTIONS.decode(BoxCoder.DETECTIONS.encode(wanted, anchors), anchors));
        float[] expected = corners(wanted);
        for (int i = 0; i < corners.length; i++) {
            assertThat(corners[i]).isCloseTo(expected[i], within(1e-3f));
        }
    }

    private static float[] corners(Boxes boxes) {
        float[] corners = new float[4 * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            corners[4 * i] = boxes.x1(i);
            corners[4 * i + 1] = boxes.y1(i);
            corners[4 * i + 2] = boxes.x2(i);
            corners[4 * i + 3] = boxes.y2(i);
        }
        return corners;
    }

    @Property(tries = 200)
    void suppressionIsIdempotentAndDropsOnlyWhatABetterOneCovers(
            @ForAll long seed, @ForAll @IntRange(max = 25) int count, @ForAll @FloatRange(max = 0.9f) float threshold) {
        Boxes boxes = random(seed, count);
        float[] scores = scores(seed, count);
        NonMaximumSuppression suppression = new NonMaximumSuppression(threshold);
        int[] kept = suppression.keep(boxes, scores);
        int[] again = suppression.keep(boxes.select(kept), Candidates.select(scores, kept));
        assertThat(again).isEqualTo(IntStream.range(0, kept.length).toArray());
        for (int box = 0; box < count; box++) {
            int own = box;
            boolean covered = Arrays.stream(kept)
                    .filter(other -> scores[other] > scores[own] || (scores[other] == scores[own] && other < own))
                    .anyMatch(other -> boxes.iou(other, boxes, own) > threshold);
            assertThat(covered).isEqualTo(Arrays.stream(kept).noneMatch(other -> other == own));
        }
    }

    @Property(tries = 200)
    void samplesAreDistinctBalancedAndFromTheirGroups(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size, @ForAll @IntRange(max = 60) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels =
                IntStream.generate(() -> random.nextInt(-1, 3)).limit(count).toArray();
        int[] sampled = new BalancedSampler(size, 0.25).sample(labels, random);
        long objects = Arrays.stream(labels).filter(label -> label > 0).count();
        long background = Arrays.stream(labels).filter(label -> label == 0).count();
        long wantedObjects = Math.min(objects, size / 4);
        assertThat(sampled).isSorted().doesNotHaveDuplicates();
        assertThat(Arrays.stream(sampled).filter(i -> labels[i] > 0).count()).isEqualTo(wantedObjects);
        assertThat(Arrays.stream(sampled).filter(i -> labels[i] == 0).count())
                .isEqualTo(Math.min(background, size - wantedObjects));
        assertThat(sampled.length).isLessThanOrEqualTo(size);
    }
}
