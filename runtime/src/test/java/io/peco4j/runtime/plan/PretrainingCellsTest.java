package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pretrainings that learn from every tokenizer, from one, or from none, in one study. */
final class PretrainingCellsTest {
    private static final ContentDigests NAMES =
            files -> files.stream().map(file -> "content of " + file).toList();

    @Test
    void eachPretrainingIsInTheCellsThatItsTokenizersMake() {
        Plan plan = plan("views = viewer\nnames = namer");
        assertThat(plan.cells())
                .extracting(Plan.Cell::axes)
                .containsExactly(
                        Map.of("encoder", "eye", "pretraining", "views"),
                        Map.of("encoder", "eye", "pretraining", "names", "tokenizer", "one"),
                        Map.of("encoder", "eye", "pretraining", "names", "tokenizer", "two"));
        assertThat(names(plan))
                .containsExactly(
                        "one",
                        "two",
                        "views",
                        "views / see",
                        "one / names",
                        "one / names / see",
                        "two / names",
                        "two / names / see");
    }

    @Test
    void aBoundTokenizerIsNoChoiceOfItsOwn() {
        Plan plan = plan("beit { component = namer, tokenizer = one }\npeco { component = namer, tokenizer = two }");
        assertThat(plan.cells())
                .extracting(Plan.Cell::axes)
                .containsExactly(
                        Map.of("encoder", "eye", "pretraining", "beit"),
                        Map.of("encoder", "eye", "pretraining", "peco"));
        assertThat(names(plan)).containsExactly("one", "two", "beit", "beit / see", "peco", "peco / see");
        assertThat(stage(plan, "beit").tokenizer()).isEqualTo(stage(plan, "one"));
        assertThat(stage(plan, "peco").tokenizer()).isEqualTo(stage(plan, "two"));
    }

    /** In a comparison, one name is a name, not another training. */
    @Test
    void theSameTrainingUnderTwoNamesIsOneStage() {
        Plan plan = plan("beit { component = namer, tokenizer = one }\nnames = namer");
        assertThat(plan.cells()).hasSize(3);
        assertThat(names(plan)).containsExactly("one", "two", "beit", "beit / see", "two / names", "two / names / see");
    }

    /** Cells of two tasks differ in the axes that they have, which compares nothing. */
    @Test
    void aStudyComparesWhereAnAxisHasSeveralChoices() {
        String study = """
                study = s, data { component = file, path = data }, seeds = [0], encoder = eye
                tokenizer { one { component = coder } @ }
                pretraining { views = viewer }
                task { see { component = look }, words { component = judge } }
                """;
        Plan single = Plans.plan(study.replace("@", ""), NAMES);
        assertThat(single.cells())
                .extracting(Plan.Cell::axes)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(single.compares()).isFalse();
        assertThat(Plans.plan(study.replace("@", ", two { component = coder, width = 3 }"), NAMES)
                        .compares())
                .isTrue();
    }

    @Test
    void aBindingThatMakesNoSenseIsRefused() {
        assertThat(problems("views { component = viewer, tokenizer = one }"))
                .singleElement()
                .asString()
                .startsWith("PECO-127 pretraining.views learns from the tokenizer one, and pretraining viewer");
        assertThat(problems("names { component = namer, tokenizer = ome }"))
                .singleElement()
                .asString()
                .startsWith("PECO-127 pretraining.names learns from the tokenizer ome, which is not in the study");
        assertThat(problems("names { component = namer, tokenizer = [one] }"))
                .singleElement()
                .asString()
                .startsWith("PECO-104 pretraining.names.tokenizer has the wrong type");
    }

    private static List<String> problems(String pretrainings) {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> plan(pretrainings));
        return refused.problems().stream()
                .map(problem -> problem.code() + " " + problem.what())
                .toList();
    }

    private static Plan plan(String pretrainings) {
        return Plans.plan("""
                study = s, data { component = file, path = data }, seeds = [0], encoder = eye
                tokenizer { one { component = coder }, two { component = coder, width = 3 } }
                pretraining { @ }
                task { see { component = look } }
                """.replace("@", pretrainings), NAMES);
    }

    private static List<String> names(Plan plan) {
        return plan.stages().stream().map(stage -> stage.info().name()).toList();
    }

    private static Stage stage(Plan plan, String name) {
        return plan.stages().stream()
                .filter(stage -> stage.info().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
