package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.nn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where a tokenizer's tokens stand in a picture: whether what belongs to a token moves as the token does.
 *
 * @param downwards by how much the middle of changes moves down and sideways, in tokens, where the token moves down by
 *     one
 * @param rightwards the same where it moves to the right
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read by one test
public record TokenPlaces(double[] downwards, double[] rightwards) {
    /** Rows and columns of tokens that are tried. */
    private static final int PLACES = 4;

    private static final int ALTERNATIVES = 8;

    /** By how much the middle has to move at least to say anything. */
    private static final double LOCAL = 0.25;

    /** Of the pixels that change in the reconstruction of tokens, (1, h, w), where one token is another. */
    public static TokenPlaces ofReconstructions(Tokenizer tokenizer, NDArray tokens) {
        int grid = (int) tokens.getShape().get(1);
        float[] before = tokenizer.reconstruct(tokens).toFloatArray();
        return of(grid, place -> {
            double[] changes = new double[grid * grid];
            for (int other = 1; other <= Math.min(ALTERNATIVES, tokenizer.vocabularySize() - 1); other++) {
                long[] numbers = tokens.toLongArray();
                numbers[place] = (numbers[place] + other) % tokenizer.vocabularySize();
                float[] after = tokenizer
                        .reconstruct(Tensors.of(tokens.getManager(), numbers, tokens.getShape()))
                        .toFloatArray();
                for (int i = 0; i < after.length; i++) {
                    changes[place(i, grid, tokenizer.downsampling())] += Math.abs(after[i] - before[i]);
                }
            }
            return changes;
        });
    }

    /** Of the tokens that change where the pixels of one token's place, in a picture (1, 3, H, W), are noise. */
    public static TokenPlaces ofTokens(Tokenizer tokenizer, NDArray picture) {
        int grid = (int) picture.getShape().get(2) / tokenizer.downsampling();
        long[] before = tokenizer.tokenize(picture).toLongArray();
        return of(grid, place -> {
            double[] changes = new double[grid * grid];
            for (int other = 0; other < ALTERNATIVES; other++) {
                SplittableRandom random = new SplittableRandom(31L * place + other);
                float[] pixels = picture.toFloatArray();
                for (int i = 0; i < pixels.length; i++) {
                    if (place(i, grid, tokenizer.downsampling()) == place) {
                        pixels[i] = random.nextInt(2);
                    }
                }
                long[] after = tokenizer
                        .tokenize(Tensors.of(picture.getManager(), pixels, picture.getShape()))
                        .toLongArray();
                for (int i = 0; i < after.length; i++) {
                    changes[i] += after[i] == before[i] ? 0 : 1;
                }
            }
            return changes;
        });
    }

    /** Whether changes have a place at all that moves: they have none where a network spreads them evenly. */
    public boolean isLocal() {
        return DoubleStream.concat(DoubleStream.of(downwards), DoubleStream.of(rightwards))
                .anyMatch(slope -> Math.abs(slope) > LOCAL);
    }

    private static int place(int pixel, int grid, int downsampling) {
        int side = grid * downsampling;
        return pixel / side % side / downsampling * grid + pixel % side / downsampling;
    }

    private static TokenPlaces of(int grid, IntFunction<double[]> changes) {
        List<Integer> along = IntStream.range(0, PLACES)
                .map(i -> i * (grid - 1) / (PLACES - 1))
                .distinct()
                .boxed()
                .toList();
        double center = (grid - 1) / 2.0;
        double[][] moved = new double[2][2];
        double squares = 0;
        for (int row : along) {
            for (int column : along) {
                double[] middle = middle(excess(changes.apply(row * grid + column)), grid, center);
                for (int axis = 0; axis < 2; axis++) {
                    moved[0][axis] += (row - center) * middle[axis];
                    moved[1][axis] += (column - center) * middle[axis];
                }
                squares += (row - center) * (row - center);
            }
        }
        double all = squares;
        return new TokenPlaces(
                DoubleStream.of(moved[0]).map(sum -> sum / all).toArray(),
                DoubleStream.of(moved[1]).map(sum -> sum / all).toArray());
    }

    /** What is more than the median: norms and attention spread a little of every change over the picture. */
    private static double[] excess(double[] changes) {
        double[] sorted = changes.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        return DoubleStream.of(changes)
                .map(change -> Math.max(0, change - median))
                .toArray();
    }

    /** Row and column of the mean place of changes, from the picture's center; the center where nothing changes. */
    private static double[] middle(double[] changes, int grid, double center) {
        double[] middle = new double[2];
        double sum = Math.max(DoubleStream.of(changes).sum(), Double.MIN_NORMAL);
        for (int i = 0; i < changes.length; i++) {
            int row = i / grid;
            middle[0] += changes[i] / sum * (row - center);
            middle[1] += changes[i] / sum * (i % grid - center);
        }
        return middle;
    }
}
