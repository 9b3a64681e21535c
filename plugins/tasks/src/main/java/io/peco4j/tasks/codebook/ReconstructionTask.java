package io.peco4j.tasks.codebook;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.image.SquareView;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.tasks.Perception;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tokens keep of pictures that nothing was trained on: PSNR, SSIM (Wang et al. 2004), L1, distances of backbones
 * (LPIPS, Zhang et al. 2018), and accuracy of a given classifier on reconstructions against originals (Dong et al.
 * 2021, section 4.3); further the use of the codebook, its perplexity, and the rate.
 */
public final class ReconstructionTask implements DownstreamTask {
    private final Options options;
    private final Tokenizer tokenizer;
    private final List<Perception.Named> perceptions;
    private final Optional<CifarJudge> judge;

    /** What a study may say about this task. */
    public record Options(
            @Describe("feature networks whose distance is a score") @Default("[]")
            List<Perception> backbones,

            @Describe(
                    "a CIFAR ResNet with parameter-free shortcuts, such as resnet20_cifar10.npz, for data of CIFAR-10's classes: adds its accuracy on originals and reconstructions")
            Optional<Path> classifier,

            @Describe("pictures shown in the report") @Default("8") @Range(min = 1, max = 64)
            int shown,

            @Describe("pictures per forward pass") @Default("32") @Range(min = 1, max = 4096)
            int batch)
            implements DataCheck {
        public Options {
            backbones = List.copyOf(backbones);
        }

        @Override
        public List<Problem> problems(Dataset data) {
            return classifier.isPresent() && data.exampleType() != Example.Labelled.class
                    ? List.of(new Problem(
                            "PECO-220",
                            "the classifier of reconstruction needs pictures with a class each, and the data set has none",
                            "classifier",
                            "put the pictures of each class in a folder of its own, or leave the classifier out"))
                    : List.of();
        }
    }

    /**
     * Makes the backbones and the classifier.
     *
     * @throws InvalidInputException PECO-221 without a validation split; PECO-265 if the classifier's classes are not
     *     the data's; PECO-3xx if weights do not fit
     */
    @Inject
    ReconstructionTask(Options options, Tokenizer tokenizer, Dataset dataset, NetworkContext context) {
        ScoredSplit.require(dataset, "reconstruction");
        this.options = options;
        this.tokenizer = tokenizer;
        this.perceptions = Perception.distances(options.backbones(), context);
        this.judge = options.classifier().map(file -> CifarJudge.read(file, dataset, context));
    }

    @Override
    public Findings findings(Examples examples) {
        Fidelity fidelity = new Fidelity(perceptions);
        TokenCounts counts = new TokenCounts(tokenizer.vocabularySize());
        List<List<RgbImage>> shown = List.of(new ArrayList<>(), new ArrayList<>());
        examples.forEach(Dataset.VALIDATION, options.batch(), new SquareView(tokenizer.imageSize()), batch -> {
            NDArray images = batch.get(Sample.IMAGE);
            try (NDArray tokens = tokenizer.tokenize(images);
                    NDArray reconstructed = tokenizer.reconstruct(tokens)) {
                counts.add(tokens.toLongArray());
                fidelity.add(images, reconstructed);
                judge.ifPresent(each -> each.count(images, reconstructed, batch.get(Sample.LABEL)));
                show(shown, batch, reconstructed);
            }
        });
        List<Score> scores = new ArrayList<>(fidelity.scores());
        judge.ifPresent(each -> scores.addAll(each.scores()));
        scores.addAll(counts.scores(tokenizer.downsampling()));
        return new Findings(
                scores,
                List.of(new Picture(
                        "Originals and reconstructions",
                        "Above pictures of the validation split, below what their tokens keep of them.",
                        ContactSheet.of(shown))));
    }

    private void show(List<List<RgbImage>> shown, Batch batch, NDArray reconstructed) {
        for (int i = 0; i < batch.size() && shown.get(0).size() < options.shown(); i++) {
            try (NDArray original = batch.get(Sample.IMAGE).get(i);
                    NDArray kept = reconstructed.get(i)) {
                shown.get(0).add(PictureTensors.picture(original));
                shown.get(1).add(PictureTensors.picture(kept));
            }
        }
    }
}
