package io.peco4j.conformance.mutant.task;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.List;

/** Tasks that break one rule of their own kind each. */
final class TaskMutants {
    private TaskMutants() {}

    @Breaks(rule = "TSK-01", says = "different names")
    static final class NamesBothScoresAlike extends ReferenceTask {
        @Inject
        NamesBothScoresAlike(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        List<Score> scores(double accuracy) {
            return List.of(Score.percent("top-1", accuracy), Score.percent("top-1", accuracy / 2));
        }
    }

    @Breaks(rule = "TSK-01", says = "percentages lie from 0 to 100")
    static final class CountsPercentTwice extends ReferenceTask {
        @Inject
        CountsPercentTwice(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        List<Score> scores(double accuracy) {
            return List.of(Score.percent("top-1", accuracy), Score.percent("top-5", 100 * accuracy));
        }
    }

    @Breaks(rule = "TSK-02", says = "the class of a picture is its colour")
    static final class DividesByMore extends ReferenceTask {
        @Inject
        DividesByMore(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        double score(List<Point> points, double[][] means) {
            return super.score(points, means) * points.size() / (points.size() + 2);
        }
    }

    @Breaks(rule = "TSK-03", says = "nothing to do with its pictures")
    static final class ScoresWhatItLearned extends ReferenceTask {
        @Inject
        ScoresWhatItLearned(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        String scored() {
            return Dataset.TRAIN;
        }
    }

    @Breaks(rule = "TSK-03", says = "every label of the validation split is wrong")
    static final class LearnsWhatItScores extends ReferenceTask {
        @Inject
        LearnsWhatItScores(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        String learned() {
            return Dataset.VALIDATION;
        }
    }

    @Breaks(rule = "TSK-04", says = "read backwards")
    static final class DropsTheLastBatch extends ReferenceTask {
        @Inject
        DropsTheLastBatch(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        double score(List<Point> points, double[][] means) {
            return super.score(points.subList(0, points.size() / 2), means);
        }
    }

    @Breaks(rule = "TSK-05", says = "other numbers")
    static final class CountsTheFirstClassTwice extends ReferenceTask {
        @Inject
        CountsTheFirstClassTwice(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        double score(List<Point> points, double[][] means) {
            List<Point> first =
                    points.stream().filter(point -> point.label() == 0).toList();
            return (super.score(points, means) + super.score(first, means)) / 2;
        }
    }

    @Breaks(rule = "TSK-06", says = "encoder norm.bias")
    static final class MovesTheEncoder extends ReferenceTask {
        @Inject
        MovesTheEncoder(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Findings findings(Examples examples) {
            encoder.state().forEach((name, tensor) -> {
                if (name.equals("norm.bias")) {
                    tensor.addi(1e-3f);
                }
            });
            return super.findings(examples);
        }
    }

    @Breaks(rule = "TSK-07", says = "judged twice")
    static final class ScoresTheClock extends ReferenceTask {
        @Inject
        ScoresTheClock(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        List<Score> scores(double accuracy) {
            return List.of(
                    Score.percent("top-1", accuracy),
                    new Score("seconds", System.nanoTime() * 1e-9, "s", Score.Better.LOWER));
        }
    }

    @Breaks(rule = "TSK-08", says = "without a validation split")
    static final class TakesAnyData extends ReferenceTask {
        @Inject
        TakesAnyData(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        void check(Dataset dataset) {}
    }
}
