package io.peco4j.pretraining.supervised;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VitClassifier;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains the encoder from scratch on the labels of the data: what a comparison has above its pretrainings without
 * labels, as it has {@code none} below. The recipe is DeiT's without a teacher (Touvron et al. 2020, table 9): a linear
 * head on the class token after the final normalisation, repeated augmentation, RandAugment, mixup, cutmix, random
 * erasing and label smoothing.
 *
 * <p>Its result is the encoder. The head is kept beside it, and exported with it under timm's names.
 */
@Reads(Example.Labelled.class)
@Describe("Trains from scratch on labels: DeiT's recipe, without a teacher.")
public final class SupervisedFramework implements PretrainingFramework {
    private final SupervisedLearner learner;

    /**
     * The framework around an encoder, with a fresh head.
     *
     * @param encoder trained in place
     * @param dataset for its classes
     * @throws InvalidInputException PECO-220 if there are no classes, PECO-151 if a batch is too small to be mixed
     */
    @Inject
    public SupervisedFramework(
            SupervisedOptions options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        List<Problem> problems = problems(options, dataset);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        ClassifierHead head = new ClassifierHead(
                context, Pooling.CLASS_TOKEN, encoder.width(), dataset.classes().size(), Start.TIMM.linear());
        this.learner = new SupervisedLearner(options, new VitClassifier(encoder, head));
    }

    private static List<Problem> problems(SupervisedOptions options, Dataset dataset) {
        List<Problem> problems = new ArrayList<>();
        LabelledPictures.withoutClasses(dataset, "supervised").ifPresent(problems::add);
        int batch =
                Math.min(options.recipe().batch(), dataset.split(Dataset.TRAIN).size());
        int pass = options.recipe().microBatch() == 0
                ? batch
                : Math.min(options.recipe().microBatch(), batch);
        if (options.augmentation().mixes() && pass <= options.repeats()) {
            problems.add(new Problem(
                    "PECO-151",
                    "mixup and cutmix mix the pictures of a pass, and in one of " + pass + " with  repeats = "
                            + options.repeats() + "  all may be the same picture",
                    "supervised",
                    "passes of more pictures than repeats, as with  repeats = 1  and  batch = 32,  or  mixup = 0  and"
                            + "  cutmix = 0"));
        }
        return problems;
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }
}
