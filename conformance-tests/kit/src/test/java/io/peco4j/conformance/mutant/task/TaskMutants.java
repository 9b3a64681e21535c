package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    @Breaks(rule = "TSK-07", says = "judged again")
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

    @Breaks(rule = "TSK-03", says = "the best of several")
    static final class ReportsTheBestOfSeveral extends ReferenceTask {
        @Inject
        ReportsTheBestOfSeveral(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Findings findings(Examples examples) {
            super.findings(examples);
            List<Point> learned = points(examples, learned());
            List<Point> scored = points(examples, scored());
            int half = learned.size() / 2;
            double best = Stream.of(learned, learned.subList(0, half), learned.subList(half, learned.size()))
                    .mapToDouble(some -> score(scored, means(some)))
                    .max()
                    .orElseThrow();
            return new Findings(scores(best), List.of());
        }
    }

    @Breaks(rule = "TSK-07", says = "each is in two classes")
    static final class BreaksTiesByChance extends ReferenceTask {
        private final Random random = new Random();

        @Inject
        BreaksTiesByChance(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        public Findings findings(Examples examples) {
            super.findings(examples);
            List<Point> learned = points(examples, learned());
            List<Point> scored = points(examples, scored());
            long hits = scored.stream()
                    .filter(point -> neighbour(point, learned) == point.label())
                    .count();
            return new Findings(scores(100.0 * hits / scored.size()), List.of());
        }

        private int neighbour(Point point, List<Point> learned) {
            Map<Double, List<Integer>> labels = learned.stream()
                    .collect(Collectors.groupingBy(
                            other -> distance(point, other),
                            TreeMap::new,
                            Collectors.mapping(Point::label, Collectors.toList())));
            List<Integer> nearest = labels.values().iterator().next();
            return nearest.get(random.nextInt(nearest.size()));
        }

        private static double distance(Point one, Point other) {
            double sum = 0;
            for (int i = 0; i < one.feature().length; i++) {
                sum += Math.abs(one.feature()[i] - other.feature()[i]);
            }
            return sum;
        }
    }

    @Breaks(rule = "TSK-13", says = "those in training mode")
    static final class ScoresInTrainingMode extends ReferenceTask {
        @Inject
        ScoresInTrainingMode(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        boolean training() {
            return true;
        }
    }

    @Breaks(rule = "TSK-15", says = "pictures in [0, 1] are asked for")
    static final class ShowsTwiceTheLight extends ReferenceTask {
        @Inject
        ShowsTwiceTheLight(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        NDArray shown(NDArray images) {
            return images.add(images);
        }
    }

    @Breaks(rule = "TSK-14", says = "three times as many examples")
    static final class KeepsATensorOfEachExample extends ReferenceTask {
        private final NDManager manager;

        @Inject
        KeepsATensorOfEachExample(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
            manager = context.manager();
        }

        @Override
        double score(List<Point> points, double[][] means) {
            points.forEach(point -> manager.create(point.feature()));
            return super.score(points, means);
        }
    }

    @Breaks(rule = "CMP-01", says = "no licence")
    static final class CannotBeMade extends ReferenceTask {
        @Inject
        CannotBeMade(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
            throw new InvalidInputException(
                    new Problem("PECO-999", "the task cannot start", "", "there is no licence"));
        }
    }
}
