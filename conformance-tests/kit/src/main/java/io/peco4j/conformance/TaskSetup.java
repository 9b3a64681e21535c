package io.peco4j.conformance;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.pictures.DrawnScenes;
import io.peco4j.conformance.pictures.StillClips;
import io.peco4j.conformance.stub.ColourTokenizer;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.stub.WatchedEncoder;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Judgement;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the rules of tasks share: what a task judges, and on what data. */
public abstract sealed class TaskSetup extends ComponentConformance implements LearnerRules, ClassifierRules
        permits TaskReadingRules {
    private static final int LOADER_THREADS = 2;

    TaskSetup() {}

    /** The task under test, with options that make it small, and without random changes of colour. */
    protected abstract Component<DownstreamTask> task();

    /**
     * The encoder that it judges; a tiny plain vision transformer by default.
     *
     * @param bench makes components, and owns what is made without it
     * @param seed of its start
     */
    protected VisionEncoder encoder(Workbench bench, long seed) {
        return TinyEncoder.of(bench.manager(), seed);
    }

    /** The tokenizer that it judges; one that sees three bits of colour by default. */
    protected Tokenizer tokenizer(Workbench bench) {
        return new ColourTokenizer(bench.manager());
    }

    /** The main score where every prediction is right. */
    protected double perfectScore() {
        return 100;
    }

    /** The main score where predictions and labels have nothing to do with each other. */
    protected double chanceScore(int classes) {
        return 100.0 / classes;
    }

    /** Steps after which a learner distinguishes four colours. */
    protected int stepsToFit() {
        return 40;
    }

    /** Learning rate of these. */
    protected double fittingRate() {
        return 5e-3;
    }

    /** Examples of a kind that the task reads: pictures whose class is their colour, unless it reads others alone. */
    @Override
    protected Dataset dataset() {
        if (scoresPictures()) {
            return seen(ColourClasses.honest());
        }
        return reads(Example.Segmented.class) ? DrawnScenes.segmented() : DrawnScenes.detected();
    }

    /** The same with nothing to score on. */
    final Dataset withoutValidation() {
        if (scoresPictures()) {
            return seen(ColourClasses.honest().withoutValidation());
        }
        return (reads(Example.Segmented.class) ? DrawnScenes.segmented() : DrawnScenes.detected()).withoutValidation();
    }

    /** Whether it learns from pictures with a class, or from clips, which the kit makes of them. */
    private boolean scoresPictures() {
        return reads(Example.Labelled.class) || reads(Example.Clip.class);
    }

    /** Whether a study gives it such examples. */
    final boolean reads(Class<? extends Example> type) {
        Optional<Reads> reads = registry()
                .find(ComponentKind.TASK, task().id())
                .map(entry -> entry.registration().implementation().getAnnotation(Reads.class));
        return reads.map(read -> List.of(read.value()).contains(type)
                        || List.of(read.value()).contains(Example.Image.class))
                .orElse(true);
    }

    @Override
    protected int image() {
        return TinyEncoder.SIDE;
    }

    /** The same pictures as clips, where the task reads clips and no pictures. */
    final Dataset seen(Dataset dataset) {
        boolean clips = dataset.exampleType() == Example.Labelled.class
                && reads(Example.Clip.class)
                && !reads(Example.Labelled.class);
        return clips ? new StillClips(dataset) : dataset;
    }

    @Override
    final void make(Workbench bench) {
        made(bench, 1);
    }

    @Override
    public final Trainee trainee(long seed) {
        Workbench bench = bench(seed);
        Made<DownstreamTask> made = made(bench, seed);
        return Trainee.of(made.component().learner(), made.manager(), bench);
    }

    /** Trains what the task trains, and lets it score. */
    final Judgement judged(Dataset dataset) {
        return judged(dataset, List.of(dataset)).get(0);
    }

    /** Trains what the task trains once, and lets it score on several data sets; each time it is made anew. */
    final List<Judgement> judged(Dataset training, List<? extends Dataset> scored) {
        return judged(task(), training, scored);
    }

    /** The same for the task with other options. */
    final List<Judgement> judged(Component<DownstreamTask> task, Dataset training, List<? extends Dataset> scored) {
        List<Judgement> judgements = new ArrayList<>();
        try (Workbench bench = bench(training)) {
            Optional<Learner> trained = made(task, bench, 1).component().learner();
            trained.ifPresent(learner -> fit(learner, seen(training).split(Dataset.TRAIN)));
            for (Dataset dataset : scored) {
                judgements.add(judged(task, dataset, trained));
            }
        }
        return judgements;
    }

    private Judgement judged(Component<DownstreamTask> task, Dataset dataset, Optional<Learner> trained) {
        try (Workbench bench = bench(dataset)) {
            WatchedEncoder encoder = new WatchedEncoder(encoder(bench, 1));
            Tokenizer tokenizer = tokenizer(bench);
            Made<DownstreamTask> made = made(task, bench, encoder, tokenizer);
            trained.ifPresent(learner ->
                    Weights.copyInto(made.component().learner().orElseThrow().state(), learner.state()));
            return Judgement.of(
                    made, encoder, tokenizer, bench, seen(dataset), task.id().name());
        }
    }

    private void fit(Learner learner, Split split) {
        Split train = learner.examples(split);
        try (Drill drill = new Drill(learner, train, train.size(), fittingRate())) {
            drill.steps(stepsToFit());
        }
    }

    @Override
    public final boolean givesClassifier() {
        return able(Ability.GIVES_CLASSIFIER);
    }

    @Override
    public final boolean classified(long seed, Consumer<Tried> test) {
        return tried(seed, true, test);
    }

    @Override
    public final void unclassified(long seed, Consumer<Tried> test) {
        tried(seed, false, test);
    }

    private boolean tried(long seed, boolean fitted, Consumer<Tried> test) {
        Applies.onlyIf(able(Ability.SCORES_CLASSES), "it does not score classes");
        ColourClasses honest = ColourClasses.honest();
        Dataset seen = seen(honest);
        try (Workbench bench = new Workbench(registry(), seen, image(), seed)) {
            DownstreamTask task = made(bench, seed).component();
            if (fitted) {
                task.learner().ifPresent(learner -> fit(learner, seen.split(Dataset.TRAIN)));
                task.findings(examples(seen));
            }
            Optional<ImageClassifier> classifier = task.classifier();
            classifier.ifPresent(each -> test.accept(new Tried(
                    each, honest, rows -> Portion.of(rows).on(bench.manager()).get(Sample.IMAGE))));
            return classifier.isPresent();
        }
    }

    private Examples examples(Dataset dataset) {
        StageInfo stage = new StageInfo(
                "conformance", "task", task().id().name(), task().id().name(), 0);
        return new SplitExamples(dataset, stage, LOADER_THREADS, Listener.none());
    }

    final Workbench bench(Dataset dataset) {
        return new Workbench(registry(), seen(dataset), image(), 1);
    }

    final Made<DownstreamTask> made(Workbench bench, long seed) {
        return made(task(), bench, seed);
    }

    final Made<DownstreamTask> made(Component<DownstreamTask> task, Workbench bench, long seed) {
        return made(task, bench, encoder(bench, seed), tokenizer(bench));
    }

    private static Made<DownstreamTask> made(
            Component<DownstreamTask> task, Workbench bench, VisionEncoder encoder, Tokenizer tokenizer) {
        return bench.make(
                task, Workbench.nothing().with(VisionEncoder.class, encoder).with(Tokenizer.class, tokenizer));
    }
}
