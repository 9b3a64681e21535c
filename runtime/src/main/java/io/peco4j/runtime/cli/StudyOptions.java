package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.content.ContentIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code plan} have in common on the command line. */
final class StudyOptions {
    @Parameters(
            paramLabel = "STUDY",
            description = "a .java or .conf file, the name of a bundled study, or a class on the class path")
    private String study = "";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "another study of the same class: paper-scale calls  public static Study paperScale()  instead"
                            + " of study(); not for .conf files")
    private String preset = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "changes an option of the study, such as pretraining.beit.epochs=40; may be repeated")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description =
                    "how many seeds: the study's own first, then those that follow; what earlier runs trained is kept")
    private @Nullable Integer seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "folder for results; studies with the same folder share finished stages (default: ${DEFAULT-VALUE})",
            defaultValue = "runs")
    private Path out = Path.of("runs");

    @Option(
            names = "--verify-data",
            description = "reads every file again, instead of trusting those whose size and time have not changed")
    private boolean verifyData;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads of the tensor engine; results of other numbers may differ in their last bits"
                    + " (default: as many as there are processors)")
    private @Nullable Integer threads;

    String study() {
        return study;
    }

    /** Empty if none was named. */
    String preset() {
        return preset;
    }

    List<String> overrides() {
        return overrides;
    }

    /** How many seeds; empty if the study's own are meant. */
    Optional<Integer> seeds() {
        return Optional.ofNullable(seeds);
    }

    /** What to believe of what earlier runs have read. */
    ContentIndex.Trust trust() {
        return verifyData ? ContentIndex.Trust.NOTHING : ContentIndex.Trust.REMEMBERED;
    }

    /**
     * Threads of the engine.
     *
     * @throws InvalidInputException PECO-711 if there are none
     */
    int threads() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1) {
            throw new InvalidInputException(new Problem(
                    "PECO-711", "--threads " + threads + " is no number of threads", "command line", "at least 1"));
        }
        return threads;
    }

    Path out() {
        return out;
    }
}
