package io.peco4j.tasks.codebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Score;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.CifarResNet;
import io.peco4j.nn.image.Interpolation;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.tasks.Hits;
import java.nio.file.Path;
import java.util.List;

/**
 * A classifier of CIFAR's pictures that says whether reconstructions are still what the originals are. Pictures of
 * other sizes are resized to CIFAR's.
 */
final class CifarJudge {
    private static final String CLASSIFIER = "linear.weight";

    /** The side of CIFAR's pictures: the network takes any other, and then recognises nothing. */
    private static final int SIDE = 32;

    private final CifarResNet network;
    private final int classes;
    private final Kernel colours = Normalisation.IMAGENET.kernel();
    private final Hits originals = new Hits();
    private final Hits reconstructions = new Hits();

    private CifarJudge(CifarResNet network, int classes) {
        this.network = network;
        this.classes = classes;
    }

    /**
     * Reads the weights; the file says how deep the network is.
     *
     * @throws InvalidInputException PECO-265 if the data have other classes; PECO-3xx if the file holds other weights
     */
    static CifarJudge read(Path file, Dataset dataset, NetworkContext context) {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            int blocks = 1;
            while (checkpoint.weights().tensors().containsKey("layer1." + blocks + ".conv1.weight")) {
                blocks++;
            }
            Shape classifier = checkpoint.weights().tensors().containsKey(CLASSIFIER)
                    ? checkpoint.weights().tensors().get(CLASSIFIER).shape()
                    : new Shape(10, 64);
            int classes = (int) classifier.get(0);
            if (dataset.classes().size() != classes) {
                throw new InvalidInputException(new Problem(
                        "PECO-265",
                        "the classifier tells " + classes + " classes apart, and the data set has "
                                + dataset.classes().size(),
                        file.toString(),
                        "a classifier of the data's classes, in the order of their names, or none"));
            }
            CifarResNet network = new CifarResNet(context, blocks, classes);
            Parameters.freeze(network);
            checkpoint.loadInto(Parameters.state(network));
            return new CifarJudge(network, classes);
        }
    }

    /** @param labels int64 (B) */
    void count(NDArray images, NDArray reconstructed, NDArray labels) {
        long[] right = labels.toLongArray();
        originals.count(logits(images), right, classes);
        reconstructions.count(logits(reconstructed), right, classes);
    }

    private float[] logits(NDArray images) {
        if (images.getShape().get(2) == SIDE && images.getShape().get(3) == SIDE) {
            return logitsOfItsSize(images);
        }
        try (NDArray resized = Interpolation.BICUBIC_ANTIALIASED.resize(images, SIDE, SIDE)) {
            return logitsOfItsSize(resized);
        }
    }

    private float[] logitsOfItsSize(NDArray images) {
        try (NDArray normalised = colours.apply(images);
                NDArray logits = network.forward(normalised, false)) {
            return logits.toFloatArray();
        }
    }

    List<Score> scores() {
        return List.of(
                Score.percent("top-1 on reconstructions", reconstructions.top1()),
                new Score("top-1 on originals", originals.top1(), "%", Score.Better.NEITHER));
    }
}
