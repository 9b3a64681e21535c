package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.pictures.Content;
import io.peco4j.conformance.workbench.Alteration;
import io.peco4j.conformance.workbench.LoadedRows;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.runtime.plugin.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules DAT-01 to DAT-09. They read each example several times: name a data set of a few dozen pictures.
 *
 * <p>Override {@link #data()}, with options that make it small:
 *
 * <pre>{@code
 * final class ListTest extends DatasetConformance {
 *     @Override
 *     protected Component<Dataset> data() {
 *         return Component.of(Dataset.class, "acme.list", ConfigFactory.parseString("path = src/test/resources/small.csv"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are listed under
 * the class, or with {@code mvn test -Dtest=ListTest#splitsHaveNamesAndExamples}. Rules that do not apply are reported as skipped, with the reason.
 */
public abstract class DatasetConformance extends ComponentConformance {
    private static final int THREADS = 4;

    /** A class for one data set. */
    protected DatasetConformance() {}

    /** The data set under test, with options that make it small. */
    protected abstract Component<Dataset> data();

    /**
     * The same data, one byte of which is another; empty if there is no such thing. By default a copy of the file or folder
     * that its option of the type {@code Path} names, with a byte changed in the middle of one file; and where there is no
     * such option, the same options with another {@code seed}.
     *
     * @param folder an empty one, for copies
     */
    protected Optional<Component<Dataset>> altered(Path folder) {
        return registry()
                .find(ComponentKind.of(data()), data().id())
                .map(Entry::registration)
                .flatMap(registration -> Alteration.of(data(), registration.options(), folder));
    }

    /** How many examples of each split are looked at, from its first one on. */
    protected int examples() {
        return 24;
    }

    @Override
    final void make(Workbench bench) {
        bench.make(data());
    }

    @Test
    @Rule("DAT-01")
    final void splitsHaveNamesAndExamples() {
        with(data -> {
            assertThat(data.splits())
                    .extracting(Split::name)
                    .as("names of splits")
                    .doesNotHaveDuplicates()
                    .contains(Dataset.TRAIN);
            assertThat(data.splits())
                    .allSatisfy(split -> assertThat(split.size())
                            .as("number of examples in " + split.name())
                            .isPositive());
        });
    }

    @Test
    @Rule("DAT-02")
    final void equalIndicesGiveEqualExamples() {
        with(data -> {
            Map<String, String> first = contents(data);
            assertThat(differing(first, contents(data)))
                    .as("examples that are others when they are read again")
                    .isEmpty();
            with(other -> assertThat(differing(first, contents(other)))
                    .as("examples that are others in another instance with equal options")
                    .isEmpty());
        });
    }

    @Test
    @Rule("DAT-03")
    final void theFingerprintFollowsFromTheContent() {
        with(data -> {
            String before = data.fingerprint();
            assertThat(before).as("the fingerprint").isNotBlank();
            contents(data);
            assertThat(data.fingerprint())
                    .as("the fingerprint, asked for after examples were read")
                    .isEqualTo(before);
            with(other -> assertThat(other.fingerprint())
                    .as("the fingerprint of another instance with equal options")
                    .isEqualTo(before));
        });
    }

    @Test
    @Rule("DAT-04")
    final void theFingerprintChangesWithTheContent(@TempDir Path folder) {
        Component<Dataset> altered = altered(folder)
                .orElseThrow(() -> Applies.not("its options name neither a path nor a seed; see altered()"));
        with(data -> {
            try (Workbench bench = bench(1)) {
                assertThat(bench.make(altered).component().fingerprint())
                        .as("the fingerprint of other content ("
                                + altered.options().root().unwrapped() + ")")
                        .isNotEqualTo(data.fingerprint());
            }
        });
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
            Set<Class<?>> kinds = new HashSet<>();
            each(data, (split, index) -> {
                Example example = split.example(index);
                kinds.add(example.getClass());
                assertThat(Content.classes(example))
                        .as("classes of " + split.label(index) + ", of "
                                + data.classes().size())
                        .allMatch(label -> label >= 0 && label < data.classes().size());
            });
            assertThat(kinds).as("kinds of examples in one data set").hasSize(1);
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
    @Rule("DAT-09")
    final void severalThreadsReadWhatOneReads() {
        with(data -> {
            Map<String, String> sequential = contents(data);
            List<CompletableFuture<Map<String, String>>> concurrent = IntStream.range(0, THREADS)
                    .mapToObj(thread -> CompletableFuture.supplyAsync(() -> contents(data)))
                    .toList();
            for (CompletableFuture<Map<String, String>> read : concurrent) {
                assertThat(differing(sequential, read.join()))
                        .as("examples that are others when they are read on several threads at once")
                        .isEmpty();
            }
            assertThat(LoadedRows.of(data, 3))
                    .as("rows that a loader with three threads makes, against those of one thread")
                    .isEqualTo(LoadedRows.of(data, 1));
        });
    }

    private List<String> labels(Split split) {
        return IntStream.range(0, split.size()).mapToObj(split::label).toList();
    }

    /** What every example that is looked at consists of, by its place and label. */
    private Map<String, String> contents(Dataset data) {
        Map<String, String> contents = new LinkedHashMap<>();
        each(
                data,
                (split, index) -> contents.put(
                        split.name() + " " + index + ", " + split.label(index), Content.of(split.example(index))));
        return contents;
    }

    private static List<String> differing(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(example -> !example.getValue().equals(after.get(example.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void each(Dataset data, BiConsumer<Split, Integer> test) {
        for (Split split : data.splits()) {
            for (int i = 0; i < Math.min(examples(), split.size()); i++) {
                test.accept(split, i);
            }
        }
    }

    private void with(Consumer<Dataset> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(data()).component());
        }
    }
}
