package io.peco4j.dsl;

import static io.peco4j.dsl.Components.classification;
import static io.peco4j.dsl.Components.imageFolder;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.Describes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TaskDataTest {
    private static final Study STUDY = Study.named("s")
            .data(scenes())
            .task(linearProbe())
            .task("flowers", linearProbe(), imageFolder("data/flowers"))
            .task(task("acme.x").set("depth", 2), imageFolder("data/birds"))
            .seeds(0)
            .build();

    @Test
    void eachTaskHasItsOwnOrTheStudys() {
        assertThat(STUDY.tasks().keySet()).containsExactly("linear-probe", "flowers", "acme.x");
        assertThat(data(STUDY, "linear-probe")).isNull();
        assertThat(data(STUDY, "flowers")).isEqualTo(imageFolder("data/flowers").component());
        assertThat(data(STUDY, "acme.x")).isEqualTo(imageFolder("data/birds").component());
    }

    @Test
    void isWrittenInTheBlockOfTheTask() {
        assertThat(StudyFile.write(STUDY)).contains("""
                task {
                  linear-probe {
                    component = linear-probe
                  }
                  flowers {
                    component = linear-probe
                    data {
                      component = image-folder
                      path = data/flowers
                    }
                  }
                """);
        assertThat(StudyFile.read(ConfigFactory.parseString(StudyFile.write(STUDY))))
                .isEqualTo(STUDY);
    }

    @Test
    void isReadWhereverATaskIsWritten() {
        assertThat(data(read("task { component = linear-probe, data = scenes }"), "linear-probe"))
                .isEqualTo(scenes().component());
        assertThat(data(read("task.flowers { component = linear-probe, data { component = scenes } }"), "flowers"))
                .isEqualTo(scenes().component());
        assertThat(data(read("task { linear-probe { data = null } }"), "linear-probe"))
                .isNull();
    }

    @Test
    void isChangedAddedAndRemovedByOverrides() {
        Study changed = STUDY.with(
                List.of("task.flowers.data.path=data/trees", "task.linear-probe.data=scenes", "task.acme.x.data=null"));

        assertThat(data(changed, "flowers")).isEqualTo(imageFolder("data/trees").component());
        assertThat(data(changed, "linear-probe")).isEqualTo(scenes().component());
        assertThat(data(changed, "acme.x")).isNull();
        assertThat(Objects.requireNonNull(changed.tasks().get("acme.x"))
                        .component()
                        .options()
                        .root())
                .hasSize(1);
    }

    @Test
    void theSameTaskOnOtherDataIsAnother() {
        assertThat(StudyFileTest.problems(() -> Study.named("s")
                        .data(scenes())
                        .task("a", linearProbe(), imageFolder("x"))
                        .task("b", linearProbe(), imageFolder("x"))
                        .task("c", linearProbe(), imageFolder("y"))
                        .seeds(0)
                        .build()))
                .map(Problem::what)
                .containsExactly("task.b is the same as task.a");
    }

    @Test
    @SuppressWarnings("unchecked") // as a raw caller would
    void everythingThatIsWrongIsSaidWithItsPlace() {
        Describes<?> tokenizer = Components.vqvae();
        assertThat(StudyFileTest.problems(() -> Study.named("s")
                        .data(scenes())
                        .task("a", linearProbe().set("data", "scenes"))
                        .task("b", classification(), (Describes<Dataset>) tokenizer)
                        .seeds(0)
                        .build()))
                .map(problem -> problem.code() + " " + problem.what())
                .containsExactly(
                        "PECO-137 task.a has its data set among its options", "PECO-108 task.b.data is a tokenizer");
        assertThat(
                        StudyFileTest.problems(
                                () -> read(
                                        "task {\n a { component = x, data { path = y } }\n b { component = No, data = 3 }\n c = linear-probe\n}")))
                .map(problem -> problem.code() + " " + problem.what() + " @ " + problem.where())
                .containsExactly(
                        "PECO-108 task.a.data names no component @ s.conf:2",
                        "PECO-108 task.b.component names no component @ s.conf:3",
                        "PECO-104 task.b.data has the wrong type @ s.conf:3");
    }

    private static Study read(String tasks) {
        return StudyFile.read(ConfigFactory.parseString(
                "study = s, data = scenes, seeds = [0], " + tasks,
                ConfigParseOptions.defaults().setOriginDescription("s.conf")));
    }

    private static @Nullable Component<Dataset> data(Study study, String task) {
        return Objects.requireNonNull(study.tasks().get(task)).data();
    }
}
