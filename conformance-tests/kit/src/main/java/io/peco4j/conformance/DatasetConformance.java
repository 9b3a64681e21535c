package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.conformance.pictures.Content;
import io.peco4j.conformance.workbench.Alteration;
import io.peco4j.conformance.workbench.LoadedRows;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.runtime.plugin.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules DAT-01 to DAT-16. They read each example several times, and copy what the options of the type {@code Path}
 * name: name a data set of a few dozen pictures.
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
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are
 * listed under the class, or with {@code mvn test -Dtest=ListTest#splitsHaveNamesAndExamples}. Rules that do not apply
 * are reported as skipped, with the reason.
 */
public abstract non-sealed class DatasetConformance extends DatasetContentRules {
    private static final int THREADS = 4;

    /** A class for one data set. */
    protected DatasetConformance() {}

    /**
     * The same data, in each of which one thing is another; empty if there is no such thing. By default, for each kind
     * of file below what its options of the type {@code Path} name, a copy with a byte changed in the middle of one
     * such file; and where there is no such option, the same options with another {@code seed}.
     *
     * @param folder an empty one, for copies
     */
    protected List<Component<Dataset>> altered(Path folder) {
        return alteration().map(alteration -> alteration.changed(folder)).orElse(List.of());
    }

    /**
     * The same data in another place; empty if they are in no place. By default a copy of what its options of the type
     * {@code Path} name.
     *
     * @param folder an empty one, for copies
     */
    protected Optional<Component<Dataset>> moved(Path folder) {
        return alteration().flatMap(alteration -> alteration.moved(folder));
    }

    private Optional<Alteration<Dataset>> alteration() {
        return registry()
                .find(ComponentKind.of(data()), data().id())
                .map(Entry::registration)
                .map(registration -> new Alteration<>(data(), registration.options()));
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
        List<Component<Dataset>> altered = altered(folder);
        Applies.onlyIf(!altered.isEmpty(), "its options name neither a path nor a seed; see altered()");
        with(data -> altered.forEach(each -> assertThat(fingerprint(each))
                .as("the fingerprint of other content (" + each.options().root().unwrapped() + ")")
                .isNotEqualTo(Optional.of(data.fingerprint()))));
    }

    /** Empty if the data set notices the change even earlier, and refuses it. */
    private Optional<String> fingerprint(Component<Dataset> altered) {
        try (Workbench bench = bench(1)) {
            return Optional.of(bench.make(altered).component().fingerprint());
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
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

    @Test
    @Rule("DAT-12")
    final void theSameDataInAnotherPlaceAreTheSame(@TempDir Path folder) {
        Component<Dataset> moved =
                moved(folder).orElseThrow(() -> Applies.not("its options name no path; see moved()"));
        with(data -> with(moved, elsewhere -> {
            Map<String, String> here = contents(data);
            assertThat(contents(elsewhere).keySet())
                    .as("examples in another place, in order")
                    .containsExactlyElementsOf(here.keySet());
            assertThat(differing(here, contents(elsewhere)))
                    .as("examples that are others in another place")
                    .isEmpty();
            assertThat(elsewhere.fingerprint())
                    .as("the fingerprint in another place")
                    .isEqualTo(data.fingerprint());
        }));
    }

    @Test
    @Rule("DAT-13")
    final void theOrderOfReadingDoesNotMatter() {
        with(data -> {
            Map<String, String> forwards = new LinkedHashMap<>();
            Map<String, Example> kept = new LinkedHashMap<>();
            each(data, (split, index) -> {
                String name = name(split, index);
                kept.put(name, split.example(index));
                forwards.put(name, Content.of(kept.get(name)));
            });
            Map<String, String> later = new LinkedHashMap<>();
            kept.forEach((name, example) -> later.put(name, Content.of(example)));
            assertThat(differing(forwards, later))
                    .as("examples that become others when more are read")
                    .isEmpty();
            Map<String, String> backwards = new LinkedHashMap<>();
            List<Runnable> reads = new ArrayList<>();
            each(data, (split, index) -> reads.add(() -> read(split, index, backwards)));
            for (int i = reads.size() - 1; i >= 0; i--) {
                reads.get(i).run();
            }
            assertThat(differing(forwards, backwards))
                    .as("examples that are others when the last is read first")
                    .isEmpty();
        });
    }

    @Test
    @Rule("DAT-15")
    final void theFingerprintChangesWithAClass(@TempDir Path folder) {
        with(data -> {
            Component<Dataset> other = reclassed(data, folder)
                    .orElseThrow(() -> Applies.not("its classes are not folders below a path that its options name"));
            assertThat(fingerprint(other))
                    .as("the fingerprint of data where an example has another class")
                    .isNotEqualTo(Optional.of(data.fingerprint()));
        });
    }

    /** The same data with one example in another class's folder; empty where classes are not folders. */
    private Optional<Component<Dataset>> reclassed(Dataset data, Path folder) {
        String label = data.split(Dataset.TRAIN).label(0).replace('\\', '/');
        return expectedClass(data, label)
                .flatMap(from -> data.classes().stream()
                        .filter(to -> !to.equals(from))
                        .findFirst()
                        .flatMap(to ->
                                alteration().flatMap(alteration -> alteration.reclassed(folder, label, from, to))));
    }

    /** What every example that is looked at consists of, by its place and label. */
    private Map<String, String> contents(Dataset data) {
        Map<String, String> contents = new LinkedHashMap<>();
        each(data, (split, index) -> read(split, index, contents));
        return contents;
    }

    private static void read(Split split, int index, Map<String, String> contents) {
        contents.put(name(split, index), Content.of(split.example(index)));
    }

    private static String name(Split split, int index) {
        return split.name() + " " + index + ", " + split.label(index);
    }

    private static List<String> differing(Map<String, String> before, Map<String, String> after) {
        return before.entrySet().stream()
                .filter(example -> !example.getValue().equals(after.get(example.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
