package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.conformance.pictures.Content;
import io.peco4j.conformance.workbench.Workbench;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules DAT-05 to DAT-08, DAT-10, DAT-11, DAT-14 and DAT-16: what examples of a data set consist of. */
public abstract sealed class DatasetContentRules extends ComponentConformance permits DatasetConformance {
    DatasetContentRules() {}

    /** The data set under test, with options that make it small. */
    protected abstract Component<Dataset> data();

    /** How many examples of each split are looked at, from its first one on. */
    protected int examples() {
        return 24;
    }

    /**
     * The class that an example must have, where what it is called says so: by default the name of a class that is one
     * of the folders in its label, as in {@code train/east/0001.png}.
     */
    protected Optional<String> expectedClass(Dataset data, String label) {
        List<String> parts = Arrays.asList(label.split("[/\\\\]"));
        List<String> named = parts.subList(0, parts.size() - 1).stream()
                .filter(data.classes()::contains)
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    @Test
    @Rule("DAT-05")
    final void splitsHaveNoExampleInCommon() {
        with(data -> {
            Map<String, String> owners = new HashMap<>();
            List<String> common = new ArrayList<>();
            each(data, (split, index) -> {
                String owner = owners.putIfAbsent(Content.pixels(split.example(index)), split.name());
                if (owner != null && !owner.equals(split.name())) {
                    common.add(split.label(index) + ", which " + owner + " has, too");
                }
            });
            assertThat(common).as("examples of more than one split").isEmpty();
        });
    }

    @Test
    @Rule("DAT-06")
    final void everyExampleHasALabelOfItsOwn() {
        with(data -> {
            for (Split split : data.splits()) {
                List<String> labels = labels(split);
                assertThat(labels)
                        .as("what examples of " + split.name() + " are called")
                        .doesNotHaveDuplicates()
                        .noneMatch(String::isBlank);
                assertThat(labels(split)).as("the same, asked for twice").isEqualTo(labels);
            }
        });
    }

    @Test
    @Rule("DAT-07")
    final void classesAreInRange() {
        with(data -> {
            assertThat(data.classes())
                    .as("names of classes")
                    .doesNotHaveDuplicates()
                    .noneMatch(String::isBlank);
            each(
                    data,
                    (split, index) -> assertThat(Content.classes(split.example(index)))
                            .as("classes of " + split.label(index) + ", of "
                                    + data.classes().size())
                            .allMatch(label ->
                                    label >= 0 && label < data.classes().size()));
        });
    }

    @Test
    @Rule("DAT-08")
    final void masksAndBoxesLieOnThePicture() {
        with(data -> each(data, (split, index) -> {
            assertThat(Content.faults(split.example(index)))
                    .as("what is wrong with the annotations of " + split.label(index))
                    .isEmpty();
        }));
    }

    @Test
    @Rule("DAT-10")
    final void examplesAreOfTheTypeThatIsStated() {
        with(data -> each(
                data,
                (split, index) -> assertThat(split.example(index).getClass().getSimpleName())
                        .as("the kind of " + split.label(index) + ", by exampleType()")
                        .isEqualTo(data.exampleType().getSimpleName())));
    }

    @Test
    @Rule("DAT-11")
    final void someFramesAreThoseOfAll() {
        with(data -> each(data, (split, index) -> {
            if (split.example(index) instanceof Example.Clip clip) {
                check(clip.frames(), split.label(index));
            }
        }));
    }

    private static void check(Frames frames, String label) {
        assertThat(frames.count()).as("number of frames of " + label).isPositive();
        assertThat(frames.rate()).as("frames a second of " + label).isPositive().isFinite();
        List<String> all = Content.texts(frames.read(Content.all(frames)));
        assertThat(all).as("frames of " + label + ", all asked for").hasSize(frames.count());
        int last = frames.count() - 1;
        List<int[]> choices = List.of(
                new int[] {last},
                new int[] {last, 0},
                new int[] {0, 0},
                IntStream.of(last / 2, last, 0).toArray());
        for (int[] numbers : choices) {
            List<RgbImage> some = frames.read(numbers);
            assertThat(Content.texts(some))
                    .as("frames " + Arrays.toString(numbers) + " of " + label + ", against the same of all")
                    .isEqualTo(Arrays.stream(numbers).mapToObj(all::get).toList());
        }
    }

    @Test
    @Rule("DAT-14")
    final void whatLiesInTheFolderOfAClassHasThatClass() {
        with(data -> each(data, (split, index) -> {
            List<Integer> classes = whole(split.example(index));
            expectedClass(data, split.label(index))
                    .filter(expected -> !classes.isEmpty())
                    .ifPresent(expected -> assertThat(classes)
                            .as("the class of " + split.label(index) + ", of " + data.classes())
                            .containsExactly(data.classes().indexOf(expected)));
        }));
    }

    @Test
    @Rule("DAT-16")
    final void classesOfExamplesAreThoseOfTheExamples() {
        with(data -> each(
                data,
                (split, index) -> assertThat(split.classOf(index).stream().boxed().toList())
                        .as("the class of " + split.label(index) + " as a whole, by classOf()")
                        .isEqualTo(whole(split.example(index)))));
    }

    /** The class of the example as a whole, if it is of a kind that has one. */
    private static List<Integer> whole(Example example) {
        return example instanceof Example.Labelled || example instanceof Example.Clip
                ? Content.classes(example)
                : List.of();
    }

    private static List<String> labels(Split split) {
        return IntStream.range(0, split.size()).mapToObj(split::label).toList();
    }

    /** Every example that is looked at, in order. */
    final void each(Dataset data, BiConsumer<Split, Integer> test) {
        for (Split split : data.splits()) {
            for (int i = 0; i < Math.min(examples(), split.size()); i++) {
                test.accept(split, i);
            }
        }
    }

    final void with(Consumer<Dataset> test) {
        with(data(), test);
    }

    final void with(Component<Dataset> component, Consumer<Dataset> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(component).component());
        }
    }
}
