package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.Changed;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.pictures.Edge;
import io.peco4j.conformance.pictures.WatchedFrames;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.workbench.Judgement;
import io.peco4j.conformance.workbench.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules TSK-17 to TSK-20: what a task sees of its examples. */
public abstract sealed class TaskReadingRules extends TaskSetup permits TaskScoreRules {
    private static final int KEYS = 24;

    /** Of all predictions; sums whose order is another may move one or two that are close calls. */
    private static final double CLOSE_CALLS = 0.006;

    /** As many as divide by four and by the number of classes. */
    private static final double SHARE = 0.25;

    TaskReadingRules() {}

    @Test
    @Rule("TSK-17")
    final void theEdgesOfPicturesAreScoredToo() {
        Dataset dataset = dataset();
        int shown = 0;
        // What it nests is trained on other pictures then, and shown others for that alone.
        for (String split : nests() ? List.of(Dataset.VALIDATION) : List.of(Dataset.VALIDATION, Dataset.TRAIN)) {
            shown += edgesOf(dataset, split) ? 1 : 0;
        }
        Applies.onlyIf(shown > 0, "it does not show the encoder pictures while it scores");
    }

    /** Whether it shows pictures of a split while it scores; their edges then are seen. */
    private boolean edgesOf(Dataset dataset, String split) {
        List<Dataset> scored = new ArrayList<>(List.of(dataset, new Changed(dataset, split, i -> Edge::negative)));
        for (Edge edge : Edge.values()) {
            scored.add(new Changed(dataset, split, i -> edge::inverted));
        }
        List<Judgement> judgements = judged(dataset, scored);
        List<float[]> shown = shown(judgements.get(0));
        if (same(shown, shown(judgements.get(1)))) {
            return false;
        }
        assertThat(Arrays.stream(Edge.values()).filter(edge -> same(shown, shown(judgements.get(2 + edge.ordinal())))))
                .as("edges of pictures of the split '" + split
                        + "', an eighth of their side, that change nothing of what the encoder is shown")
                .isEmpty();
        return true;
    }

    private static List<float[]> shown(Judgement judgement) {
        return judgement.sights().stream().map(Sight::pictures).toList();
    }

    private static boolean same(List<float[]> one, List<float[]> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> Arrays.equals(one.get(i), other.get(i)));
    }

    @Test
    @Rule("TSK-18")
    final void withoutALearnerTheOrderOfTrainingExamplesDoesNotMatter() {
        Applies.onlyIf(able(Ability.SCORES_CLASSES), "it scores no classes, says lacks()");
        Component<DownstreamTask> task = sharing(1).orElse(task());
        List<ColourClasses> keys =
                IntStream.range(0, KEYS).mapToObj(ColourClasses::meaningless).toList();
        Applies.onlyIf(
                learner(task, keys.get(0)).isEmpty() && !nests(),
                "it or what it nests may have a learner, whose steps have an order");
        List<Judgement> forwards = judged(task, keys.get(0), keys);
        List<Judgement> backwards = judged(
                task,
                keys.get(0).learnedBackwards(),
                keys.stream().map(ColourClasses::learnedBackwards).toList());
        double range =
                Math.abs(perfectScore() - chanceScore(keys.get(0).classes().size()));
        assertThat(IntStream.range(0, KEYS)
                        .mapToDouble(i -> Math.abs(
                                forwards.get(i).main() - backwards.get(i).main()))
                        .average()
                        .orElseThrow())
                .as("by how much the main score changes where the training split is read backwards, on average of "
                        + KEYS
                        + " validation splits: an example that is left out, or has the label of another, is another"
                        + " one then")
                .isLessThanOrEqualTo(CLOSE_CALLS * range);
    }

    @Test
    @Rule("TSK-19")
    final void aShareOfTheLabelsIsTheShareThatIsLearnedFrom() {
        Component<DownstreamTask> task = sharing(SHARE).orElseThrow(() -> Applies.not("it has no option labels"));
        ColourClasses honest = ColourClasses.honest();
        Optional<List<String>> learned = learner(task, honest);
        Applies.onlyIf(learned.isPresent(), "it has no learner");
        assertThat(learned.orElseThrow())
                .as("examples that an epoch passes over, of "
                        + honest.training().size() + ", where labels = " + SHARE)
                .hasSize((int) (SHARE * honest.training().size()));
        Split train = seen(honest).split(Dataset.TRAIN);
        Set<OptionalInt> classes = new HashSet<>();
        IntStream.range(0, train.size())
                .filter(i -> learned.orElseThrow().contains(train.label(i)))
                .forEach(i -> classes.add(train.classOf(i)));
        assertThat(classes)
                .as("classes of the examples that an epoch passes over, where labels = " + SHARE)
                .hasSameSizeAs(honest.classes());
    }

    /** What an epoch of its learner passes over, by their labels; empty without a learner. */
    private Optional<List<String>> learner(Component<DownstreamTask> task, ColourClasses dataset) {
        try (Workbench bench = bench(dataset)) {
            Optional<Learner> learner = made(task, bench, 1).component().learner();
            Split train = seen(dataset).split(Dataset.TRAIN);
            return learner.map(each -> each.examples(train))
                    .map(split -> IntStream.range(0, split.size())
                            .mapToObj(split::label)
                            .toList());
        }
    }

    private boolean nests() {
        return registry().find(ComponentKind.TASK, task().id()).stream()
                .flatMap(entry -> Arrays.stream(entry.registration().options().getRecordComponents()))
                .anyMatch(option -> option.getType() == Component.class);
    }

    /** The task with another share of labels, if it has such an option. */
    private Optional<Component<DownstreamTask>> sharing(double labels) {
        Component<DownstreamTask> task = task();
        return registry().find(ComponentKind.TASK, task.id()).stream()
                .flatMap(entry -> Arrays.stream(entry.registration().options().getRecordComponents()))
                .filter(option -> option.getName().equals("labels") && option.getType() == double.class)
                .findFirst()
                .map(option -> new Component<>(
                        task.type(),
                        task.id(),
                        task.options().withValue("labels", ConfigValueFactory.fromAnyRef(labels))));
    }

    @Test
    @Rule("TSK-20")
    final void whatIsSaidOfAClipFollowsFromMoreThanOneFrame() {
        Applies.onlyIf(able(Ability.SCORES_CLASSES), "it scores no classes, says lacks()");
        ColourClasses honest = ColourClasses.honest();
        Dataset clips = seen(honest);
        Applies.onlyIf(clips.exampleType() == Example.Clip.class, "it reads no clips");
        Map<Integer, Set<Integer>> read = new ConcurrentHashMap<>();
        Judgement still = judged(clips, List.of(watched(clips, read, -1))).get(0);
        int frames = read.values().stream().mapToInt(Set::size).min().orElse(0);
        assertThat(frames).as("frames that are read of each clip to score it").isGreaterThanOrEqualTo(2);
        List<Judgement> judgements = judged(
                clips,
                IntStream.range(0, frames)
                        .mapToObj(i -> watched(clips, read, i))
                        .toList());
        double range = Math.abs(perfectScore() - chanceScore(honest.classes().size()));
        assertThat(IntStream.range(0, frames)
                        .filter(i -> Math.abs(judgements.get(i).main() - still.main()) < range / 8))
                .as(
                        "frames, in the order of those that are read of a clip, that decide alone: the main score is as good"
                                + " where all others are of another class")
                .isEmpty();
    }

    /**
     * Clips to score on, of which all frames but one are those of the next clip, which has another class.
     *
     * @param read numbers of the frames that were read of a clip; gathers them, if none is kept
     * @param kept place of the frame among these; negative for all
     */
    private static Changed watched(Dataset clips, Map<Integer, Set<Integer>> read, int kept) {
        Split split = clips.split(Dataset.VALIDATION);
        return new Changed(clips, Dataset.VALIDATION, index -> example -> {
            Example.Clip clip = (Example.Clip) example;
            Example.Clip next = (Example.Clip) split.example((index + 1) % split.size());
            Set<Integer> numbers = read.computeIfAbsent(index, key -> new ConcurrentSkipListSet<>());
            int own = kept < 0 ? -1 : List.copyOf(new TreeSet<>(numbers)).get(kept);
            return new Example.Clip(
                    new WatchedFrames(
                            clip.frames(),
                            next.frames(),
                            number -> kept < 0 || number == own ? 0 : 1,
                            kept < 0 ? numbers : new ConcurrentSkipListSet<>()),
                    clip.label());
        });
    }
}
