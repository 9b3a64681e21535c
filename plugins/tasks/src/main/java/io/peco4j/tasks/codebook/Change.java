package io.peco4j.tasks.codebook;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.task.Score;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** What one distortion of one strength does to tokens, added up over pictures. */
final class Change {
    private final Perturbation distortion;
    private final double strength;
    private long same;
    private long tokens;
    private double distance;

    Change(Perturbation distortion, double strength) {
        this.distortion = distortion;
        this.strength = strength;
    }

    Perturbation distortion() {
        return distortion;
    }

    double strength() {
        return strength;
    }

    /** The field of a batch that holds the changed pictures. */
    String field() {
        return distortion.name() + strength;
    }

    /** Such as {@code blur 1 px}. */
    String title() {
        return distortion.name().toLowerCase(Locale.ROOT) + " "
                + BigDecimal.valueOf(strength).stripTrailingZeros().toPlainString() + " " + distortion.unit();
    }

    /**
     * Adds a batch.
     *
     * @param before tokens (B, h, w) of the pictures as they are
     * @param codewords theirs, (B, h, w, d)
     * @param changed the pictures after the distortion
     */
    void add(Tokenizer tokenizer, long[] before, NDArray codewords, NDArray changed) {
        try (NDArray after = tokenizer.tokenize(changed);
                NDArray moved = tokenizer.codewords(after)) {
            long[] ids = after.toLongArray();
            for (int i = 0; i < ids.length; i++) {
                same += ids[i] == before[i] ? 1 : 0;
            }
            tokens += ids.length;
            distance += summedDistance(codewords, moved);
        }
    }

    /** The sum of the distances of the codewords at equal places, (B, h, w, d) each. */
    static double summedDistance(NDArray one, NDArray other) {
        try (NDArray difference = one.sub(other);
                NDArray square = difference.square();
                NDArray sum = square.sum(new int[] {3});
                NDArray length = sum.sqrt();
                NDArray total = length.sum()) {
            return total.getFloat();
        }
    }

    /** In per cent. */
    double kept() {
        return 100.0 * same / tokens;
    }

    /** In per cent of the distance between different pictures. */
    double relative(double strangers) {
        return strangers == 0 ? 0 : 100 * distance / tokens / strangers;
    }

    /** @param strangers the mean distance of codewords at equal places of different pictures */
    List<Score> scores(double strangers) {
        return List.of(
                Score.percent(title() + ": same tokens", kept()),
                new Score(title() + ": codeword distance", relative(strangers), "%", Score.Better.LOWER));
    }
}
