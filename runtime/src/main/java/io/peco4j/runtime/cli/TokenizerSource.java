package io.peco4j.runtime.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Overrides;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.run.Standalone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The choice of the tokenizer of a command: one that a run has trained, or a component with its weights. */
final class TokenizerSource {
    @Option(names = "--run", paramLabel = "RUN", description = "The folder of a run whose tokenizers are used.")
    private @Nullable Path run;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME",
            description =
                    "With --run: the tokenizer's name in the study, or NAME@SEED; may be repeated (default: all of them).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "With --run: the seed that it was trained with (default: the study's first).")
    private @Nullable Long seed;

    @Option(
            names = "--component",
            paramLabel = "ID",
            description = "Instead of --run: a tokenizer by its id, such as vqvae; give its weights by --set.")
    private @Nullable String component;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "With --component: an option of it, such as weights=taming.ckpt; may be repeated.")
    private List<String> options = new ArrayList<>();

    @Option(
            names = "--image",
            paramLabel = "SIDE",
            description = "With --component: side of the pictures in pixels (default: ${DEFAULT-VALUE}).",
            defaultValue = "224")
    private int image = 224;

    /**
     * Makes the tokenizers; to be closed by the caller.
     *
     * @throws ParameterException if neither or both ways were chosen
     * @throws InvalidInputException PECO-602 to PECO-604, and whatever is wrong with options or weights
     */
    List<NamedTokenizer> open(Registry registry, CommandSpec spec) {
        if ((run == null) == (component == null)) {
            throw new ParameterException(
                    spec.commandLine(), "Which tokenizer? Give either --run RUN or --component ID --set weights=FILE.");
        }
        Planner planner = Planner.withoutStudy(registry);
        return run != null ? ofRun(run, planner) : List.of(ofComponent(String.valueOf(component), planner));
    }

    /** A single one. */
    NamedTokenizer openOne(Registry registry, CommandSpec spec) {
        List<NamedTokenizer> all = open(registry, spec);
        if (all.size() == 1) {
            return all.get(0);
        }
        all.forEach(NamedTokenizer::close);
        throw new InvalidInputException(new Problem(
                "PECO-604",
                "the run has " + all.size() + " tokenizers; name one",
                "command line",
                "add one:  "
                        + String.join(
                                "  ",
                                all.stream()
                                        .map(each -> "--tokenizer " + each.name())
                                        .toList())));
    }

    private NamedTokenizer ofComponent(String id, Planner planner) {
        Component<Tokenizer> chosen = Overrides.apply(Component.of(Tokenizer.class, id), options);
        Config encoder = ConfigFactory.parseString("image = " + image);
        Precision precision = Processor.detect().precision();
        Stage stage = planner.alone(chosen, encoder, precision);
        return new NamedTokenizer(id, Standalone.ready(stage, Tokenizer.class, precision));
    }

    private List<NamedTokenizer> ofRun(Path folder, Planner planner) {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(new Problem(
                    "PECO-602", folder + " is not the folder of a run", "command line", "it should contain run.json"));
        }
        RunRecord record = Records.readRun(file);
        Study study = StudyFile.read(ConfigFactory.parseString(record.text()));
        long chosen = seed == null ? study.seeds().get(0) : seed;
        RunTokenizers finished = new RunTokenizers(record, study, StudySession.storeOf(folder));
        List<RunTokenizers.Choice> wanted = (names.isEmpty()
                        ? List.copyOf(study.tokenizers().keySet())
                        : names)
                .stream().map(name -> RunTokenizers.Choice.parse(name, chosen)).toList();
        List<Path> weights = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (RunTokenizers.Choice choice : wanted) {
            finished.weights(choice, planner)
                    .ifPresentOrElse(
                            weights::add,
                            () -> problems.add(new Problem(
                                    "PECO-604",
                                    "the run has no finished tokenizer " + choice.name() + " with the seed "
                                            + choice.seed(),
                                    folder.toString(),
                                    finished.choices())));
        }
        if (wanted.isEmpty()) {
            problems.add(new Problem("PECO-604", "the run's study has no tokenizer", folder.toString(), ""));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Precision precision = Processor.detect().precision(study.precision());
        List<NamedTokenizer> opened = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            RunTokenizers.Choice choice = wanted.get(i);
            Stage stage = planner.tokenizer(study, choice.name(), choice.seed(), precision);
            opened.add(new NamedTokenizer(
                    study.seeds().size() == 1 ? choice.name() : choice.toString(),
                    Standalone.trained(stage, () -> planner.open(study.data()), precision, weights.get(i))));
        }
        return opened;
    }
}
