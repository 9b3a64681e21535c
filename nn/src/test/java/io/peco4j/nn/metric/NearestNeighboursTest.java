package io.peco4j.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class NearestNeighboursTest {
    private static final int WIDTH = 5;
    private static final int CLASSES = 3;
    private static final double TEMPERATURE = 0.07;

    /** Against the formula written out: similarities of all pairs, sorted, the first k summed by class. */
    @Property(tries = 20)
    void votesAreThoseOfTheFormula(
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int neighbours,
            @ForAll int seed) {
        int k = Math.min(rows, neighbours);
        SplittableRandom random = new SplittableRandom(seed);
        float[] known = floats(random, rows * WIDTH);
        long[] labels = random.longs(rows, 0, CLASSES).toArray();
        float[] query = floats(random, 2 * WIDTH);
        try (NDManager manager = NDManager.newBaseManager();
                NearestNeighbours nearest = nearest(known, labels, manager)) {
            List<float[]> votes = nearest.votes(manager.create(query, new Shape(2, WIDTH)), List.of(1, k), CLASSES);

            for (int row = 0; row < 2; row++) {
                int at = row;
                List<Integer> order = IntStream.range(0, rows)
                        .boxed()
                        .sorted(Comparator.comparingDouble(other -> -cosine(query, at, known, other)))
                        .toList();
                double best = cosine(query, row, known, order.get(0));
                double[] expected = new double[CLASSES];
                order.stream()
                        .limit(k)
                        .forEach(other -> expected[(int) labels[other]] +=
                                Math.exp((cosine(query, at, known, other) - best) / TEMPERATURE));
                for (int c = 0; c < CLASSES; c++) {
                    assertThat((double) votes.get(1)[row * CLASSES + c])
                            .as("votes of %d neighbours among %d for class %d", k, rows, c)
                            .isCloseTo(expected[c], within(1e-3 * (1 + expected[c])));
                    assertThat(votes.get(0)[row * CLASSES + c])
                            .as("votes of the nearest for class %d", c)
                            .isEqualTo(c == labels[order.get(0)] ? 1 : 0);
                }
            }
        }
    }

    @Test
    void aRowOfZerosIsAsNearToAll() {
        try (NDManager manager = NDManager.newBaseManager();
                NearestNeighbours nearest = nearest(new float[] {0, 0, 3, 4}, new long[] {0, 1}, manager)) {
            float[] votes = nearest.votes(manager.create(new float[] {0, 0}, new Shape(1, 2)), List.of(2), 2)
                    .get(0);
            assertThat(votes).containsExactly(1, 1);
        }
    }

    private static NearestNeighbours nearest(float[] values, long[] labels, NDManager manager) {
        Shape shape = new Shape(labels.length, values.length / labels.length);
        return new NearestNeighbours(manager.create(values, shape), manager.create(labels), TEMPERATURE, manager);
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double cosine(float[] some, int row, float[] others, int other) {
        double dot = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < WIDTH; i++) {
            double a = some[row * WIDTH + i];
            double b = others[other * WIDTH + i];
            dot += a * b;
            square += a * a;
            otherSquare += b * b;
        }
        return dot / Math.sqrt(square * otherSquare);
    }
}
