package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.image.SquareView;
import io.peco4j.nn.metric.PeakSignalToNoise;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.nn.picture.TokenMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a trained tokenizer makes of pictures that it was not trained on: how much of its codebook it uses, how well it
 * reconstructs, and a sheet of originals, reconstructions and token maps.
 */
final class TokenizerFindings {
    private static final int BATCH = 32;
    private static final int SHOWN = 8;

    private final Tokenizer tokenizer;
    private final long[] counts;
    private final List<List<RgbImage>> shown = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private double absolute;
    private long values;
    private double noise;
    private long pictures;

    private TokenizerFindings(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.counts = new long[tokenizer.vocabularySize()];
    }

    /** Looks at the validation split, or at the training split of data that has no other. */
    static Findings of(Tokenizer tokenizer, Examples examples) {
        TokenizerFindings findings = new TokenizerFindings(tokenizer);
        String split = examples.dataset().splits().stream()
                .map(candidate -> candidate.name())
                .filter(Dataset.VALIDATION::equals)
                .findFirst()
                .orElse(Dataset.TRAIN);
        examples.forEach(split, BATCH, new SquareView(tokenizer.imageSize()), findings::add);
        return findings.findings(split);
    }

    private void add(Batch batch) {
        NDArray images = batch.get(Sample.IMAGE);
        NDArray tokens = tokenizer.tokenize(images);
        NDArray reconstructed = tokenizer.reconstruct(tokens);
        long[] ids = tokens.toLongArray();
        for (long id : ids) {
            counts[(int) id]++;
        }
        NDArray difference = images.sub(reconstructed);
        absolute += difference.abs().sum().getFloat();
        values += images.size();
        noise += Arrays.stream(PeakSignalToNoise.between(images, reconstructed)).sum();
        pictures += batch.size();
        int grid = (int) tokens.getShape().get(1);
        for (int i = 0; i < batch.size() && shown.get(0).size() < SHOWN; i++) {
            RgbImage original = PictureTensors.picture(images.get(i));
            shown.get(0).add(original);
            shown.get(1).add(PictureTensors.picture(reconstructed.get(i)));
            long[] own = Arrays.copyOfRange(ids, i * grid * grid, (i + 1) * grid * grid);
            shown.get(2).add(TokenMap.of(own, grid, grid, Math.max(1, original.width() / grid)));
        }
    }

    private Findings findings(String split) {
        long total = Arrays.stream(counts).sum();
        double entropy = 0;
        int used = 0;
        for (long count : counts) {
            if (count > 0) {
                double share = (double) count / total;
                entropy -= share * Math.log(share);
                used++;
            }
        }
        List<Score> scores = List.of(
                new Score("codebook use", 100.0 * used / counts.length, "%", Score.Better.HIGHER),
                new Score("perplexity", Math.exp(entropy), "", Score.Better.HIGHER),
                new Score("PSNR", noise / pictures, "dB", Score.Better.HIGHER),
                new Score("L1", absolute / values, "", Score.Better.LOWER));
        Picture sheet = new Picture(
                "Reconstructions",
                "Pictures of the split '" + split + "', their reconstructions, and their tokens: equal colours are"
                        + " equal tokens.",
                ContactSheet.of(shown));
        return new Findings(scores, List.of(sheet));
    }
}
