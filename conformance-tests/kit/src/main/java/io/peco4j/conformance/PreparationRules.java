package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.conformance.pictures.Edge;
import io.peco4j.conformance.workbench.Drill;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules LRN-17 and LRN-18: what a learner sees of its examples, and how much they weigh. */
public interface PreparationRules extends SelectionRules {
    /** Of crops as random as DINO's, one in ten shows a part of a given edge. */
    int MANY_CROPS = 128;

    /** Of a loss, when its four rows double: a sum grows by 2, the contrast of each with all, log 4, by half. */
    double MOST_GROWTH = 1.75;

    /** A loss that is nothing but rounding. */
    double NOTHING = 1e-3;

    @Test
    @Rule("LRN-17")
    default void theEdgesOfPicturesAreLearnedFromToo() {
        Split split = trainingSplit();
        try (Trainee trainee = trainee(1)) {
            Preparation preparation = trainee.learner().preparation();
            Applies.onlyIf(isRead(preparation, split, Edge::negative), "what it prepares does not follow from pixels");
            Set<Edge> unread = EnumSet.allOf(Edge.class);
            unread.removeIf(edge -> isRead(preparation, split, edge::inverted));
            assertThat(unread)
                    .as("edges of pictures, an eighth of their side, of which no preparation in " + MANY_CROPS
                            + " takes a pixel")
                    .isEmpty();
        }
    }

    @Test
    @Rule("LRN-18")
    default void aLossDoesNotGrowWithTheBatch() {
        try (Trainee trainee = trainee(1)) {
            Learner learner = trainee.learner();
            List<Sample> rows = Drill.samples(learner, trainingSplit(), ROWS);
            List<Sample> twice = new ArrayList<>(rows);
            twice.addAll(rows);
            try (Drill one = new Drill(learner, rows, learningRate());
                    Drill other = new Drill(learner, twice, learningRate())) {
                for (Objective objective : learner.objectives()) {
                    double once = Math.abs(one.loss(objective, PreparationRules::value));
                    assertThat(Math.abs(other.loss(objective, PreparationRules::value)))
                            .as("the loss of " + objective.name() + " where every row is there twice, and " + once
                                    + " where it is there once")
                            .isLessThanOrEqualTo(MOST_GROWTH * once + NOTHING);
                }
            }
        }
    }

    private static double value(Loss loss) {
        return loss.value().toFloatArray()[0];
    }

    private static boolean isRead(Preparation preparation, Split split, UnaryOperator<Example> change) {
        return IntStream.range(0, MANY_CROPS).anyMatch(i -> {
            Example example = split.example(i % split.size());
            return !prepared(preparation, example, i).equals(prepared(preparation, change.apply(example), i));
        });
    }

    private static String prepared(Preparation preparation, Example example, int seed) {
        return Readings.rowText(preparation.prepare(example, new SplittableRandom(seed)));
    }
}
