package io.peco4j.tasks.robustness;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.attack.Aim;
import io.peco4j.nn.image.EvaluationView;
import io.peco4j.nn.image.LabelledPictures;
import io.peco4j.tasks.DrawnIndices;
import io.peco4j.tasks.Hits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The accuracy of another task's classifier, on pictures as they are and on pictures that are changed for it to be
 * wrong, by no more than epsilon a value. Nothing is trained. The defaults are the paper's: BIM and MI-FGSM in 20 steps
 * on a classifier that was fine-tuned (table 11).
 *
 * <p>Attacks change values in [0, 1], and the classifier normalises them itself. Which pictures are attacked, random
 * starts and drawn classes follow from the seed alone: different classifiers of a study are attacked alike.
 */
@Reads(Example.Labelled.class)
public final class RobustnessTask implements DownstreamTask {
    private final Options options;
    private final ImageClassifier classifier;
    private final long seed;

    /** What a study may say about this task. */
    @Preset(name = "paper", description = "the defaults: BIM and MI-FGSM in 20 steps", options = "")
    @Preset(
            name = "tiny",
            description = "three attacks of few steps on some pictures, on two cores in a minute",
            options = "attacks = [fgsm, bim, mi-fgsm], epsilons = [1, 2, 4], steps = 5, pictures = 200")
    public record Options(
            @Describe("the task whose classifier is attacked, such as classification")
            Component<DownstreamTask> classifier,

            @Flat AttackOptions attack,

            @Describe("at most so many pictures of the validation split, drawn by the seed; all if absent")
            @Range(min = 1)
            Optional<Integer> pictures,

            @Describe("share of the short side that the view spans") @Default("0.875") @Range(min = 0.1, max = 1)
            double crop,

            @Describe("pictures that are attacked at once") @Default("50") @Range(min = 1, max = 4096)
            int batch,

            @Describe("pictures that the report shows, from all over those that the first attack changes by the largest"
                    + " epsilon")
            @Default("8")
            @Range(min = 0, max = 64)
            int shown) {}

    @Inject
    RobustnessTask(Options options, Dataset dataset, NetworkContext context) {
        LabelledPictures.require(dataset, "robustness");
        List<Problem> problems = new ArrayList<>(options.attack().problems());
        Optional<ImageClassifier> given = context.create(options.classifier()).classifier();
        if (given.isEmpty()) {
            problems.add(new Problem(
                    "PECO-186",
                    options.classifier().id() + " gives no classifier to attack",
                    "robustness: classifier",
                    "name a task that trains one, such as classification or linear-probe"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.classifier = given.orElseThrow();
        this.seed = context.random().nextLong();
    }

    /** A step of an attack passes forward, and back to the picture; what it ends at is classified again. */
    @Override
    public double scoringFlops(Dataset dataset) {
        int all = dataset.split(Dataset.VALIDATION).size();
        double passes = options.attack().attacks().stream()
                .mapToDouble(method -> options.attack().epsilons().size() * (1 + 2.0 * method.steps(options.attack())))
                .sum();
        return Math.min(all, options.pictures().orElse(all)) * (1 + passes) * classifier.flopsPerImage();
    }

    @Override
    public Findings findings(Examples examples) {
        SplittableRandom random = new SplittableRandom(seed);
        Split attacked = drawn(examples.dataset().split(Dataset.VALIDATION), random.split());
        List<Trial> trials = trials(random.split());
        Trial first = first(trials);
        Goals goals = new Goals(options.attack().goal(), random.split());
        Shown shown =
                new Shown(options.shown(), attacked.size(), examples.dataset().classes());
        Hits clean = new Hits();
        examples.forEach(
                attacked,
                options.batch(),
                new EvaluationView(classifier.imageSize(), options.crop()),
                batch -> attack(batch, clean, trials, goals, (trial, pictures) -> {
                    if (trial == first) {
                        shown.add(pictures.images(), pictures.attacked(), pictures.logits(), pictures.moved());
                    }
                }));
        List<Score> scores = new ArrayList<>(List.of(Score.percent("clean", clean.top1())));
        trials.forEach(
                trial -> scores.add(Score.percent(trial.name(), trial.hits().top1())));
        AccuracyTable accuracies = new AccuracyTable(options.attack(), clean, trials);
        List<Picture> pictures = new ArrayList<>(List.of(accuracies.curve()));
        shown.sheet(first.name()).ifPresent(pictures::add);
        return new Findings(scores, pictures, List.of(accuracies.table()));
    }

    private void attack(Batch batch, Hits clean, List<Trial> trials, Goals goals, Watcher watcher) {
        int classes = classifier.classes();
        UnaryOperator<NDArray> network = pictures -> classifier.logits(pictures, false);
        NDArray images = batch.get(Sample.IMAGE);
        NDArray labels = batch.get(Sample.LABEL);
        long[] truth = labels.toLongArray();
        NDArray logits = network.apply(images);
        clean.count(logits.toFloatArray(), truth, classes);
        Aim aim = goals.aim(labels, logits);
        for (Trial trial : trials) {
            try (NDArray attacked = trial.attack().attack(network, images, aim);
                    NDArray moved = network.apply(attacked)) {
                float[] values = moved.toFloatArray();
                trial.hits().count(values, truth, classes);
                trial.reached().count(values, aim.classes().toLongArray(), classes);
                watcher.saw(trial, new Attacked(images, attacked, logits, moved));
            }
        }
    }

    private List<Trial> trials(SplittableRandom random) {
        List<Trial> trials = new ArrayList<>();
        for (Method method : options.attack().attacks()) {
            for (double epsilon : options.attack().epsilons()) {
                trials.add(new Trial(method, epsilon, method.of(epsilon, options.attack(), random.split())));
            }
        }
        return trials;
    }

    /** That of the largest epsilon by the first attack. */
    private Trial first(List<Trial> trials) {
        return trials.stream()
                .filter(trial -> trial.method() == options.attack().attacks().get(0))
                .reduce((a, b) -> a.epsilon() >= b.epsilon() ? a : b)
                .orElseThrow();
    }

    private Split drawn(Split all, SplittableRandom random) {
        return options.pictures()
                .filter(most -> most < all.size())
                .map(most -> all.select(DrawnIndices.some(all.size(), most, random)))
                .orElse(all);
    }

    /**
     * A batch before and after an attack.
     *
     * @param images float32 (B, 3, H, W) as they were
     * @param attacked the same after the attack
     * @param logits float32 (B, K) of the images
     * @param moved float32 (B, K) of the attacked
     */
    private record Attacked(NDArray images, NDArray attacked, NDArray logits, NDArray moved) {}

    /** Looks at attacked pictures, whose tensors are closed afterwards. */
    @FunctionalInterface
    private interface Watcher {
        void saw(Trial trial, Attacked pictures);
    }
}
