package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.train.Precision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What keys follow from, and what they do not; no file is read. */
final class StageKeyTest {
    private static final String CODER = "tokenizer coder";
    private static final String JUDGE = "task judge";
    private static final String NET = "backbone net";
    private static final ContentDigests NAMES =
            files -> files.stream().map(file -> "content of " + file).toList();

    private static final Map<String, String> DEFAULTS =
            Map.of("width", "16", "rate", "0.5", "norm", "layer", "layers", "[1, 2]");

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfOptionsAndDefaultsThatAreWrittenChangeNothing(
            @ForAll("options") Map<String, String> options, @ForAll long order) {
        List<String> names = new ArrayList<>(options.keySet());
        Collections.shuffle(names, new Random(order));
        Map<String, String> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, options.get(name)));
        Map<String, String> complete = new LinkedHashMap<>(shuffled);
        DEFAULTS.forEach(complete::putIfAbsent);

        assertThat(keys(shuffled, 3)).isEqualTo(keys(options, 3)).isEqualTo(keys(complete, 3));
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void everyOtherOptionAndSeedMakesAnotherStageAndOtherChildren(
            @ForAll("options") Map<String, String> options, @ForAll("options") Map<String, String> others) {
        Map<String, String> keys = keys(options, 3);
        Map<String, String> changed = keys(others, 3);
        boolean same = complete(options).equals(complete(others));
        for (String stage : List.of(CODER, JUDGE)) {
            assertThat(Objects.equals(keys.get(stage), changed.get(stage)))
                    .as(stage)
                    .isEqualTo(same);
        }

        Map<String, String> reseeded = keys(options, 4);
        assertThat(reseeded.get(CODER)).isNotEqualTo(keys.get(CODER));
        assertThat(reseeded.get(JUDGE)).isNotEqualTo(keys.get(JUDGE));
        // A backbone is the same for all seeds.
        assertThat(reseeded.get(NET)).isEqualTo(keys.get(NET));
    }

    @Example
    void aPartChangesWhatHoldsItAndAChildNotItsParents() {
        Map<String, String> keys = keys(Map.of("backbone", "net"), 3);
        Map<String, String> wider = keys(Map.of("backbone", "{ component = net, width = 9 }"), 3);
        assertThat(wider).allSatisfy((stage, key) -> assertThat(key).isNotEqualTo(keys.get(stage)));

        Map<String, String> stricter = Plans.keys(study(Map.of("backbone", "net"), 3, "{ strict = 2 }"), NAMES);
        assertThat(stricter.get(JUDGE)).isNotEqualTo(keys.get(JUDGE));
        assertThat(stricter.get(CODER)).isEqualTo(keys.get(CODER));
    }

    @Example
    void whateverComputesAStageIsPartOfItsKey() {
        String study = study(Map.of("backbone", "net"), 3, "{}");
        Map<String, String> keys = Plans.keys(study, NAMES);
        Host host = Plans.HOST;
        List<Map<String, String>> others = List.of(
                Plans.keys(study, new Host("1.1", host.engine()), Precision.FLOAT32, NAMES),
                Plans.keys(study, new Host(host.peco4j(), "engine 2"), Precision.FLOAT32, NAMES),
                Plans.keys(study, host, Precision.BFLOAT16, NAMES),
                Plans.keys(study.replace("path = data", "path = other"), NAMES));
        assertThat(others).allSatisfy(other -> {
            assertThat(other).containsOnlyKeys(keys.keySet());
            assertThat(other).allSatisfy((stage, key) -> assertThat(key).isNotEqualTo(keys.get(stage)));
        });
        assertThat(Plans.keys(study.replace("study = s", "study = t"), NAMES)).isEqualTo(keys);
    }

    @Provide
    Arbitrary<Map<String, String>> options() {
        return Combinators.combine(List.of(
                        option("width", "16", "1", "2000000"),
                        option("rate", "0.5", "0.25", "1e-9"),
                        option("norm", "layer", "group"),
                        option("layers", "[1, 2]", "[2, 1]", "[1, 2, 3]", "[]"),
                        option("backbone", "net", "{ component = net, width = 9 }")))
                .as(parts -> {
                    Map<String, String> all = new TreeMap<>();
                    parts.forEach(all::putAll);
                    return all;
                });
    }

    /** Written with one of the values, or not at all. */
    private static Arbitrary<Map<String, String>> option(String name, String... values) {
        List<Map<String, String>> choices = new ArrayList<>();
        choices.add(Map.of());
        for (String value : values) {
            choices.add(Map.of(name, value));
        }
        return Arbitraries.of(choices);
    }

    private static Map<String, String> complete(Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(DEFAULTS);
        all.putAll(options);
        return all;
    }

    private static Map<String, String> keys(Map<String, String> options, long seed) {
        return Plans.keys(study(options, seed, "{}"), NAMES);
    }

    private static String study(Map<String, String> options, long seed, String judge) {
        StringBuilder coder = new StringBuilder("component = coder");
        options.forEach(
                (name, value) -> coder.append(", ").append(name).append(" = ").append(value));
        return """
                study = s
                data { component = file, path = data }
                tokenizer { pixel { %s } }
                task { judge %s }
                seeds = [%d]
                """.formatted(coder, judge, seed);
    }
}
