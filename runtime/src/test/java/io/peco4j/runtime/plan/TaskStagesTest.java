package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stages of tasks with data of their own, and of tasks that nest others; no file is read. */
final class TaskStagesTest {
    private static final String OWN = "data { component = file, path = photos }";
    private static final ContentDigests NAMES =
            files -> files.stream().map(file -> "content of " + file).toList();

    @Test
    void aDataSetIsInTheKeysOfThoseThatReadIt() {
        String study = study(
                "pixel { component = coder, backbone = net }",
                "judge {}, flowers { component = judge, strict = 2, @ }");
        Map<String, String> shared = keys(study.replace("@", ""));
        Map<String, String> own = keys(study.replace("@", OWN));
        Map<String, String> other = keys(study.replace("@", OWN.replace("photos", "trees")));

        assertThat(changed(shared, own)).containsExactly("task pixel / flowers");
        assertThat(changed(own, other)).containsExactly("task pixel / flowers");
        assertThat(changed(own, keys(study.replace("@", OWN).replace("path = data", "path = more"))))
                .as("what is trained on the study's data, and what builds on it")
                .containsExactlyElementsOf(own.keySet());
        assertThat(keys(study.replace("@", OWN.replace("photos", "data"))))
                .as("the study's data, named once more")
                .isEqualTo(shared);
    }

    @Test
    void whatATaskNestsIsTrainedOnTheStudysDataUnlessItIsATask() {
        String study = study("pixel { component = coder }", "attack { victim { component = judge }, @ }");
        assertThat(changed(keys(study.replace("@", "")), keys(study.replace("@", OWN))))
                .containsExactly("task pixel / attack", "task pixel / attack / judge");
    }

    @Test
    void everyDataSetIsOpenedAndReadOnce() {
        List<Path> read = new ArrayList<>();
        ContentDigests counting = files -> {
            read.addAll(files);
            return NAMES.of(files);
        };
        String study = study(
                "pixel { component = coder }",
                "a { component = judge, strict = 1, @ }, b { component = judge, strict = 2, @ }, c { component = judge, strict = 3 }"
                        .replace("@", OWN));
        Plan plan = Plans.plan(study, counting);

        assertThat(read).containsExactly(Path.of("data"), Path.of("photos"));
        assertThat(plan.datasets()).extracting(OpenData::place).containsExactly("data", "task.a.data");
        assertThat(plan.data().fingerprint()).isEqualTo("content of data");
        assertThat(plan.stages())
                .extracting(
                        stage -> stage.info().name() + ": " + plan.data(stage).fingerprint())
                .containsExactly(
                        "pixel: content of data",
                        "pixel / a: content of photos",
                        "pixel / b: content of photos",
                        "pixel / c: content of data");
    }

    @Test
    void aNestedTaskIsAStageBeforeItsOwner() {
        Plan plan = Plans.plan(
                study(
                        "pixel { component = coder }",
                        "twice { component = attack, victim { component = attack, victim = judge }, other { component = judge, strict = 2 } }"),
                NAMES);

        assertThat(plan.stages())
                .extracting(stage -> stage.info().name())
                .containsExactly(
                        "pixel",
                        "pixel / twice / attack / judge",
                        "pixel / twice / attack",
                        "pixel / twice / judge",
                        "pixel / twice");
        Stage owner = plan.stages().get(4);
        assertThat(owner.parents())
                .containsExactlyInAnyOrder(plan.stages().get(2), plan.stages().get(3));
        assertThat(owner.tokenizer()).as("of a task that asks for none").isNull();
        assertThat(plan.stages().get(1).tokenizer()).isEqualTo(plan.stages().get(0));
        assertThat(plan.cells()).extracting(Plan.Cell::stage).containsExactly(owner);
        assertThat(plan.cells().get(0).axes()).isEqualTo(Map.of("tokenizer", "pixel"));
    }

    @Test
    void whatTheStudyHasAlreadyIsTrainedOnceUnderItsName() {
        Plan plan = Plans.plan(
                study(
                        "pixel { component = coder }",
                        "attack { victim { component = judge, strict = 1 } }, fine { component = judge }"),
                NAMES);

        assertThat(plan.stages())
                .extracting(stage -> stage.info().name())
                .containsExactly("pixel", "pixel / fine", "pixel / attack");
        assertThat(plan.cells()).extracting(Plan.Cell::task).containsExactly("attack", "fine");
    }

    @Test
    void onOtherDataItIsAnotherStage() {
        Plan plan = Plans.plan(
                study("pixel { component = coder }", "attack { victim = judge, " + OWN + " }, judge {}"), NAMES);

        assertThat(plan.stages())
                .extracting(stage -> stage.info().name() + ", " + stage.data())
                .containsExactly(
                        "pixel, data",
                        "pixel / judge, data",
                        "pixel / attack / judge, task.attack.data",
                        "pixel / attack, task.attack.data");
    }

    @Test
    void nestedTasksOfOneIdAreToldApart() {
        Plan plan = Plans.plan(
                study(
                        "pixel { component = coder }",
                        "attack { victim = judge, other { component = judge, strict = 2 } }"),
                NAMES);
        assertThat(plan.stages())
                .extracting(stage -> stage.info().name())
                .contains("pixel / attack / judge", "pixel / attack / judge 2");
    }

    @Test
    void anOptionChangesWhatHasItAndWhatBuildsOnThat() {
        String study = study("pixel { component = coder }", "attack { victim { component = judge, @ }, # }");
        Map<String, String> plain = keys(study.replace("@", "").replace("#", ""));

        assertThat(changed(plain, keys(study.replace("@", "strict = 2").replace("#", ""))))
                .containsExactly("task pixel / attack", "task pixel / attack / judge");
        assertThat(changed(plain, keys(study.replace("@", "").replace("#", "strength = 2"))))
                .containsExactly("task pixel / attack");
    }

    @Test
    void everythingThatIsWrongIsToldWithItsPlace() {
        assertThat(problems(study(
                        "pixel { component = coder }",
                        "a { component = judge, data { component = file } },"
                                + " b { component = judge, strict = 2, data = fil },"
                                + " c { component = attack, victim { component = judge, strct = 1 } },"
                                + " d { component = attack, victim { component = judge, data = file } }")))
                .extracting(problem -> problem.code() + " " + problem.what())
                .containsExactly(
                        "PECO-103 unknown option task.c.task.strct",
                        "PECO-103 unknown option task.d.task.data",
                        "PECO-105 task.a.data.path is missing",
                        "PECO-114 unknown dataset fil");
    }

    @Test
    void tasksThatCannotBeGivenWhatTheyJudgeAreRefused() {
        assertThat(problems(study("pixel { component = coder }", "seer { victim = judge }")))
                .extracting(problem -> problem.code() + " @ " + problem.where())
                .containsExactly("PECO-138 @ task.seer");
        assertThat(problems(study("", "attack { victim = judge }")))
                .extracting(problem -> problem.code() + " @ " + problem.where())
                .containsExactly("PECO-115 @ task.attack");
        assertThat(problems(
                        study("pixel { component = coder, backbone { component = odd, victim = judge } }", "judge {}")))
                .extracting(Problem::code)
                .containsExactly("PECO-139");
    }

    private static List<Problem> problems(String study) {
        return catchThrowableOfType(InvalidInputException.class, () -> Plans.plan(study, NAMES))
                .problems();
    }

    private static Map<String, String> keys(String study) {
        Map<String, String> keys = new TreeMap<>();
        Plans.plan(study, NAMES)
                .stages()
                .forEach(stage ->
                        keys.put(stage.info().kind() + " " + stage.info().name(), stage.key()));
        return keys;
    }

    private static List<String> changed(Map<String, String> one, Map<String, String> other) {
        assertThat(other).containsOnlyKeys(one.keySet());
        return one.keySet().stream()
                .filter(stage -> !String.valueOf(one.get(stage)).equals(other.get(stage)))
                .toList();
    }

    private static String study(String tokenizers, String tasks) {
        return """
                study = s
                data { component = file, path = data }
                %s
                task { %s }
                seeds = [3]
                """.formatted(tokenizers.isEmpty() ? "" : "tokenizer { " + tokenizers + " }", tasks);
    }
}
