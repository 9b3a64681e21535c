package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives a picture the class whose mean feature is nearest. */
class ReferenceTask implements DownstreamTask {
    final VisionEncoder encoder;
    final int classes;

    /** (classes, D). */
    final NDArray learnedMeans;

    /** How many pictures at a time. */
    record Options(
            @Describe("pictures per forward pass") @Default("16")
            int batch) {}

    /** The feature of a picture, and its class. */
    @SuppressWarnings("ArrayRecordComponent")
    record Point(float[] feature, int label) {}

    @Inject
    ReferenceTask(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        check(dataset);
        this.encoder = encoder;
        this.classes = dataset.classes().size();
        this.learnedMeans = context.manager().zeros(new Shape(classes, encoder.width()));
    }

    /** Refuses what cannot be scored on; mutants meddle here and below. */
    void check(Dataset dataset) {
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            throw new InvalidInputException(
                    new Problem("PECO-221", "the reference scores on a validation split", "data", "add one"));
        }
    }

    @Override
    public Findings findings(Examples examples) {
        double[][] means = means(points(examples, learned()));
        for (int label = 0; label < classes; label++) {
            for (int channel = 0; channel < encoder.width(); channel++) {
                learnedMeans.set(new NDIndex(label, channel), (float) means[label][channel]);
            }
        }
        return new Findings(scores(score(points(examples, scored()), means)), List.of());
    }

    @Override
    public Optional<ImageClassifier> classifier() {
        return Optional.of(new NearestMean(this));
    }

    boolean training() {
        return false;
    }

    String learned() {
        return Dataset.TRAIN;
    }

    String scored() {
        return Dataset.VALIDATION;
    }

    RgbImage picture(Example example) {
        return example.image();
    }

    int label(Example example) {
        return ((Example.Labelled) example).label();
    }

    /** What the encoder sees of pictures. */
    NDArray shown(NDArray images) {
        return images;
    }

    /** In per cent. */
    double score(List<Point> points, double[][] means) {
        long hits = points.stream()
                .filter(point -> nearest(point.feature(), means) == point.label())
                .count();
        return 100.0 * hits / points.size();
    }

    List<Score> scores(double accuracy) {
        return List.of(Score.percent("top-1", accuracy));
    }

    final List<Point> points(Examples examples, String split) {
        List<Point> points = new ArrayList<>();
        Preparation whole =
                (example, random) -> Sample.of(Sample.IMAGE, picture(example)).with(Sample.LABEL, label(example));
        examples.forEach(split, 16, whole, batch -> {
            NDArray tokens = features(batch.get(Sample.IMAGE));
            long[] labels = batch.get(Sample.LABEL).toLongArray();
            for (int i = 0; i < labels.length; i++) {
                points.add(new Point(tokens.get(i).toFloatArray(), (int) labels[i]));
            }
        });
        return points;
    }

    /** Means of patches, (B, D). */
    final NDArray features(NDArray images) {
        return encoder.features(shown(images), List.of(1), Masking.none(), training())
                .get(0)
                .get(":, 1:")
                .mean(new int[] {1});
    }

    final int nearest(float[] feature, double[][] means) {
        int nearest = 0;
        for (int label = 1; label < classes; label++) {
            if (distance(feature, means[label]) < distance(feature, means[nearest])) {
                nearest = label;
            }
        }
        return nearest;
    }

    final double[][] means(List<Point> points) {
        double[][] means = new double[classes][encoder.width()];
        for (int label = 0; label < classes; label++) {
            int own = label;
            List<Point> some =
                    points.stream().filter(point -> point.label() == own).toList();
            for (int i = 0; i < encoder.width(); i++) {
                int channel = i;
                means[label][i] = some.stream()
                        .mapToDouble(point -> point.feature()[channel])
                        .average()
                        .orElse(Double.MAX_VALUE);
            }
        }
        return means;
    }

    static double distance(float[] feature, double[] mean) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += (feature[i] - mean[i]) * (feature[i] - mean[i]);
        }
        return sum;
    }
}
