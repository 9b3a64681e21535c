package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StageNamesTest {
    private static final ContentDigests NAMES =
            files -> files.stream().map(file -> "content of " + file).toList();

    private static final String ONE = "one { component = coder, backbone { component = net, width = 4 } }";
    private static final String TWO = "two { component = coder, backbone = net }";
    private static final String THREE =
            "three { component = coder, width = 3, backbone { component = net, width = 4 } }";

    @Test
    void backbonesOfOneIdThatDifferAreCalledByWhatTheyArePartOf() {
        List<StageInfo> stages = stages(ONE, TWO, THREE);

        assertThat(stages)
                .filteredOn(stage -> stage.kind().equals("backbone"))
                .extracting(StageInfo::name)
                .containsExactly("one / net", "two / net");
        assertThat(stages).extracting(StageFiles::csv).doesNotHaveDuplicates();
    }

    @Test
    void whereNothingClashesTheyGoByTheirIds() {
        assertThat(stages(ONE, THREE))
                .extracting(StageInfo::name)
                .containsExactly(
                        "net",
                        "one",
                        "three",
                        "one / judge",
                        "three / judge",
                        "one",
                        "three",
                        "one / judge",
                        "three / judge");
    }

    @Test
    void namesAreInNoKey() {
        assertThat(stages(ONE, TWO, THREE))
                .extracting(StageInfo::key)
                .containsAll(stages(ONE).stream().map(StageInfo::key).toList())
                .containsAll(stages(TWO, THREE).stream().map(StageInfo::key).toList());
    }

    /** What a study names keeps its name. */
    @Test
    void whatIsNestedGivesWayToTheStudysNames() {
        Component<PerceptualBackbone> net = Component.of(PerceptualBackbone.class, "net");
        StageNames first = StageNames.plain();
        assertThat(first.nested("one", net)).isEqualTo("net");
        assertThat(first.of("backbone", "net", 0, "nested")).isEqualTo("net");
        assertThat(first.of("tokenizer", "net", 0, "of another kind")).isEqualTo("net");
        assertThat(first.of("backbone", "net", 1, "of another seed")).isEqualTo("net");
        assertThat(first.clash()).isFalse();
        assertThat(first.of("backbone", "net", 0, "named")).isEqualTo("net 2");
        assertThat(first.clash()).isTrue();

        StageNames second = first.toldApart();
        String nested = second.nested("one", net);
        assertThat(second.of("backbone", nested, 0, "nested")).isEqualTo("one / net");
        assertThat(second.of("backbone", "net", 0, "named")).isEqualTo("net");
    }

    @Test
    void oneThatNestsTwoOfOneIdNumbersThem() {
        StageNames names = StageNames.plain();
        assertThat(names.of("backbone", "one / net", 0, "a")).isEqualTo("one / net");
        assertThat(names.of("backbone", "one / net", 0, "b")).isEqualTo("one / net 2");
        assertThat(names.of("backbone", "one / net", 0, "c")).isEqualTo("one / net 3");
        assertThat(names.of("backbone", "one / net", 0, "b")).isEqualTo("one / net 2");
    }

    private static List<StageInfo> stages(String... tokenizers) {
        Plan plan = Plans.plan("""
                study = s
                data { component = file, path = data }
                tokenizer { %s }
                task { judge {} }
                seeds = [3, 4]
                """.formatted(String.join(", ", tokenizers)), NAMES);
        return plan.stages().stream().map(Stage::info).toList();
    }
}
