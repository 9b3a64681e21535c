package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Options of an encoder that one pretraining or one task changes. */
final class StageEncodersTest {
    private static final ContentDigests NAMES =
            files -> files.stream().map(file -> "content of " + file).toList();

    /** What is changed is as if the study's encoder were so: the same stages, which other studies can reuse. */
    @Test
    void aChangeIsOfOneStageAlone() {
        Plan plain = plan("eye { width = 8 }", "", "");
        Plan wide = plan("eye { width = 9 }", "", "");
        Plan pretrained = plan("eye { width = 8 }", "encoder { width = 9 }", "");
        Plan judged = plan("eye { width = 8 }", "", "encoder { width = 9 }");

        assertThat(key(pretrained, "views")).isEqualTo(key(wide, "views")).isNotEqualTo(key(plain, "views"));
        assertThat(stage(pretrained, "views / see").encoder())
                .isEqualTo(stage(plain, "views / see").encoder());
        assertThat(key(judged, "views")).isEqualTo(key(plain, "views"));
        assertThat(stage(judged, "views / see").options())
                .isNotEqualTo(stage(plain, "views / see").options())
                .contains("width=9");
        assertThat(key(judged, "views / see")).isNotEqualTo(key(plain, "views / see"));
    }

    @Test
    void aChangeIsOfAllEncoders() {
        String encoders = "a { component = eye, width = 7 }, b { component = eye }";
        assertThat(plan(encoders, "", "").stages()).hasSize(4);
        Plan same = plan(encoders, "encoder { width = 9 }", "encoder { width = 9 }");
        assertThat(same.cells()).hasSize(2);
        assertThat(same.stages())
                .hasSize(2)
                .allSatisfy(stage -> assertThat(stage.options()).contains("width=9"));
    }

    @Test
    void aChangeOfNothingOrToTheSameChangesNothing() {
        Plan plain = plan("eye { width = 8 }", "", "");
        for (String nothing :
                List.of("encoder { width = 8 }", "encoder {}", "encoder = null", "encoder { width = null }")) {
            Plan same = plan("eye { width = 8 }", nothing, nothing);
            assertThat(same.stages()).extracting(Stage::key).isEqualTo(keys(plain));
        }
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        assertThat(problems("encoder { witdh = 9 }"))
                .singleElement()
                .asString()
                .startsWith("PECO-103 unknown option pretraining.views.encoder.witdh");
        assertThat(problems("encoder = wide"))
                .singleElement()
                .asString()
                .startsWith("PECO-104 pretraining.views.encoder has the wrong type");
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> Plans.plan("""
                        study = s, data { component = file, path = data }, seeds = [0]
                        tokenizer { one { component = coder } }
                        task { words { component = judge, encoder { width = 9 } } }
                        """, NAMES));
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("PECO-152", "task.words changes options of the encoder, and task judge gets none");
    }

    /** Only the study's own pretrainings and tasks can change them. */
    @Test
    void whatIsNestedChangesNothing() {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> Plans.plan("""
                        study = s, data { component = file, path = data }, seeds = [0]
                        encoder { eye {} }, pretraining { views { component = viewer } }
                        task { see { component = seer, victim { component = look, encoder { width = 9 } } } }
                        """, NAMES));
        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("PECO-103", "unknown option task.see.task.encoder", "task.see.encoder { ... }");
    }

    /** What all encoders refuse is said once, and of the others it is said which one refuses. */
    @Test
    void aProblemOfAChangeIsSaidOnce() {
        String encoders = "a { component = eye, width = 7 }, b { component = eye }";
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> plan(encoders, "", "encoder { witdh = 9 }"));
        assertThat(refused.problems())
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("unknown option task.see.encoder.witdh");
    }

    private static List<String> problems(String pretraining) {
        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> plan("eye { width = 8 }", pretraining, ""));
        return refused.problems().stream()
                .map(problem -> problem.code() + " " + problem.what())
                .toList();
    }

    private static Plan plan(String encoders, String pretraining, String task) {
        return Plans.plan("""
                study = s, data { component = file, path = data }, seeds = [0]
                encoder { @E }
                pretraining { views { component = viewer, @P } }
                task { see { component = look, @T } }
                """.replace("@E", encoders).replace("@P", pretraining).replace("@T", task), NAMES);
    }

    private static List<String> keys(Plan plan) {
        return plan.stages().stream().map(Stage::key).toList();
    }

    private static String key(Plan plan, String name) {
        return stage(plan, name).key();
    }

    private static Stage stage(Plan plan, String name) {
        return plan.stages().stream()
                .filter(stage -> stage.info().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
