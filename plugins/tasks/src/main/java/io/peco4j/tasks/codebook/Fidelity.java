package io.peco4j.tasks.codebook;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.task.Score;
import io.peco4j.nn.metric.PeakSignalToNoise;
import io.peco4j.nn.metric.StructuralSimilarity;
import io.peco4j.nn.perceptual.FeatureDistance;
import io.peco4j.tasks.Perception;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How close reconstructions are to their originals: each figure is one of a picture, and the mean over pictures. */
final class Fidelity {
    private final List<Perception.Named> perceptions;
    private final double[] perceptual;
    private double absolute;
    private double noise;
    private double structure;
    private long pictures;

    Fidelity(List<Perception.Named> perceptions) {
        this.perceptions = perceptions;
        this.perceptual = new double[perceptions.size()];
    }

    /** @param originals float32 (B, 3, H, W) in [0, 1], and what the tokens keep of them */
    void add(NDArray originals, NDArray reconstructed) {
        int rows = (int) originals.getShape().get(0);
        try (NDArray difference = originals.sub(reconstructed);
                NDArray flat = difference.reshape(rows, -1);
                NDArray size = flat.abs();
                NDArray l1 = size.mean(new int[] {1});
                NDArray similar = StructuralSimilarity.between(originals, reconstructed)) {
            noise += Arrays.stream(PeakSignalToNoise.between(originals, reconstructed))
                    .sum();
            absolute += sum(l1);
            structure += sum(similar);
        }
        for (int i = 0; i < perceptual.length; i++) {
            FeatureDistance distance = perceptions.get(i).distance();
            try (NDArray one = distance.look(originals);
                    NDArray other = distance.look(reconstructed);
                    NDArray distances = distance.between(one, other)) {
                perceptual[i] += sum(distances);
            }
        }
        pictures += rows;
    }

    private static double sum(NDArray rows) {
        double sum = 0;
        for (float value : rows.toFloatArray()) {
            sum += value;
        }
        return sum;
    }

    /** PSNR, SSIM and L1 first. */
    List<Score> scores() {
        List<Score> scores = new ArrayList<>(Arrays.asList(
                new Score("PSNR", noise / pictures, "dB", Score.Better.HIGHER),
                new Score("SSIM", structure / pictures, "", Score.Better.HIGHER),
                new Score("L1", absolute / pictures, "", Score.Better.LOWER)));
        for (int i = 0; i < perceptual.length; i++) {
            scores.add(new Score(
                    "distance, " + perceptions.get(i).name(), perceptual[i] / pictures, "", Score.Better.LOWER));
        }
        return scores;
    }
}
