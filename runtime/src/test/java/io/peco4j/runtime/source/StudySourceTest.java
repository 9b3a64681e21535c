package io.peco4j.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Components;
import io.peco4j.dsl.Study;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudySourceTest {
    private static final String SEVERAL = """
            import io.peco4j.dsl.Components;
            import io.peco4j.dsl.Study;

            final class Parts {
                static Study named(String name) {
                    return Study.named(name)
                            .data(Components.scenes())
                            .encoder(Components.vit("tiny"))
                            .task(Components.linearProbe())
                            .seeds(0)
                            .build();
                }
            }

            public final class Several {
                public static Study study() {
                    return Parts.named("small");
                }

                public static Study paperScale() {
                    return Parts.named("large");
                }

                public static Study paper8x() {
                    throw new IllegalStateException("no paper");
                }

                public static Study seeded(long seed) {
                    return Parts.named("seeded");
                }

                static Study hidden() {
                    return Parts.named("hidden");
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aPresetIsAnotherMethodOfTheClass() throws IOException {
        String file = file("Several.java", SEVERAL);
        assertThat(StudySource.load(file).name()).isEqualTo("small");
        assertThat(StudySource.load(file, "").name()).isEqualTo("small");
        assertThat(StudySource.load(file, "paper-scale").name()).isEqualTo("large");
        assertThat(StudySource.load(Bundled.class.getName(), "twice-as-large").name())
                .isEqualTo("bundled");
        assertThat(problem(file, "paper-8x")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-132");
            assertThat(problem.where()).isEqualTo("Several.java:25");
        });
    }

    @Test
    void anUnknownPresetIsToldWithThoseThatThereAre() throws IOException {
        String file = file("Several.java", SEVERAL);
        assertThat(problem(file, "paper-scal"))
                .isEqualTo(new Problem(
                        "PECO-135",
                        file + " has no preset paper-scal",
                        "command line",
                        "did you mean paper-scale?  known: paper-scale, paper8x"));
        assertThat(problem(file, "hidden").remedy()).isEqualTo("known: paper-scale, paper8x");
        assertThat(problem(file, "study").code()).isEqualTo("PECO-135");
        assertThat(problem(Bundled.class.getName(), "").remedy()).endsWith("it has presets: --preset twice-as-large");
    }

    @Test
    void aFileOfOptionsHasNone() throws IOException {
        String file = file("small.conf", "study = small, data = scenes, task = linear-probe, seeds = [0]");
        assertThat(StudySource.load(file).name()).isEqualTo("small");
        assertThat(problem(file, "large")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-135");
            assertThat(problem.remedy()).startsWith("a .conf file holds one study and has no presets");
        });
    }

    @Test
    void aSourceMayBeginWithAByteOrderMarkAndEndItsLinesAsWindowsDoes() throws IOException {
        String windows = '\ufeff' + SEVERAL.replace("\n", "\r\n").replace("\"small\"", "\"sm\\u0061ll\"");
        assertThat(StudySource.load(file("Several.java", windows)).name()).isEqualTo("small");
        assertThat(problem(file("Several.java", windows), "paper-8x").where()).isEqualTo("Several.java:25");
        String options = "\ufeffstudy = small\r\ndata = scenes\r\ntask = linear-probe\r\nseeds = [0]\r\n";
        assertThat(StudySource.load(file("small.conf", options)).name()).isEqualTo("small");
    }

    @Test
    void aSourceMayHaveAnotherNameThanItsClass() throws IOException {
        String file = file("study-2 (copy).java", SEVERAL);
        assertThat(StudySource.load(file, "paper-scale").name()).isEqualTo("large");
        assertThat(problem(file, "paper-8x").where()).isEqualTo("study-2 (copy).java:25");
    }

    @Test
    void aSourceIsUtf8WhateverTheMachineIs() throws IOException {
        String described = SEVERAL.replace("Study.named(name)", "Study.named(name).description(\"B\u00e4r\")");
        assertThat(StudySource.load(file("Several.java", described)).description())
                .isEqualTo("B\u00e4r");
        Path latin = folder.resolve("Latin.java");
        Files.writeString(latin, described, StandardCharsets.ISO_8859_1);
        assertThat(problem("" + latin, "")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-130");
            assertThat(problem.remedy()).contains("UTF-8");
        });
    }

    @Test
    void namesOfTheFirstEditionAreToldWithThoseOfToday() throws IOException {
        String file = file("Old.java", """
                import static io.peco4j.api.dsl.Components.*;
                import io.peco4j.api.dsl.Study;
                import io.peco4j.api.dsl.Describes;
                import io.peco4j.api.dsl.Vqvae;
                import io.peco4j.api.plugin.Component;

                public final class Old {
                    public static Study study() {
                        return Study.named("s").data(scenes()).task(linearProbe()).seeds(0).build();
                    }
                }
                """);
        List<Problem> problems = catchThrowableOfType(InvalidInputException.class, () -> StudySource.load(file))
                .problems();
        assertThat(problems)
                .filteredOn(problem -> problem.remedy().contains(" is now "))
                .extracting(problem -> problem.code() + " " + problem.where() + " " + problem.remedy())
                .containsExactlyInAnyOrder(
                        "PECO-130 Old.java:1 io.peco4j.api.dsl.Components is now io.peco4j.dsl.Components",
                        "PECO-130 Old.java:2 io.peco4j.api.dsl.Study is now io.peco4j.dsl.Study",
                        "PECO-130 Old.java:3 io.peco4j.api.dsl.Describes is now io.peco4j.dsl.builder.Describes",
                        "PECO-130 Old.java:4 io.peco4j.api.dsl.Vqvae is now io.peco4j.dsl.bundled.Vqvae",
                        "PECO-130 Old.java:5 io.peco4j.api.plugin.Component is now io.peco4j.api.component.Component");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Problem problem(String named, String preset) {
        return catchThrowableOfType(InvalidInputException.class, () -> StudySource.load(named, preset))
                .problems()
                .get(0);
    }

    /** A class with presets alone. */
    static final class Bundled {
        private Bundled() {}

        public static Study twiceAsLarge() {
            return Study.named("bundled")
                    .data(Components.scenes())
                    .task(Components.linearProbe())
                    .seeds(0)
                    .build();
        }
    }
}
