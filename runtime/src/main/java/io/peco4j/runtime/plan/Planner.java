package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyTask;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plan.DataSets.Opened;
import io.peco4j.runtime.plugin.Registry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks a study and lays out its stages.
 *
 * <p>Opens the data sets, because their fingerprints are part of the keys; makes no network and trains nothing.
 */
public final class Planner {
    private final Registry registry;
    private final Host host;
    private final ContentDigests digests;

    /**
     * @param host part of every key
     * @param digests of the data sets' files, and of those that options name
     */
    @Inject
    public Planner(Registry registry, Host host, ContentDigests digests) {
        this.registry = registry;
        this.host = host;
        this.digests = digests;
    }

    /**
     * A planner of single components, outside of any study: what they read is not remembered.
     *
     * @throws io.peco4j.runtime.engine.EngineStartException if the engine cannot be started
     */
    public static Planner withoutStudy(Registry registry) {
        ContentDigests contents = ContentIndex.inMemory();
        return new Planner(registry, Host.of(EngineSession.start(), contents), contents);
    }

    /**
     * Lays out a study.
     *
     * @param precision what the study's choice comes down to on this machine
     * @throws InvalidInputException with everything that is wrong with the study or its data
     */
    public Plan plan(Study study, Precision precision) {
        List<Problem> problems = new ArrayList<>();
        Resolver resolver = new Resolver(registry, problems);
        DataSets data = new DataSets(resolver, digests, problems);

        Map<String, Resolved> encoders = resolveAll(study.encoders(), "encoder", resolver, ConfigFactory.empty());
        Config shared = sharedOptions(encoders);
        Map<String, Resolved> tokenizers = resolveAll(study.tokenizers(), "tokenizer", resolver, shared);
        StageEncoders stageEncoders = new StageEncoders(study.encoders(), encoders, resolver, problems);
        Map<String, Component<PretrainingFramework>> frameworks = new LinkedHashMap<>();
        Map<String, String> bound = new LinkedHashMap<>();
        study.pretrainings().forEach((name, pretraining) -> {
            frameworks.put(name, stageEncoders.changedBy("pretraining." + name, pretraining.component()));
            String tokenizer = pretraining.tokenizer();
            if (tokenizer != null) {
                bound.put(name, tokenizer);
            }
        });
        Map<String, Resolved> pretrainings = resolveAll(frameworks, "pretraining", resolver, shared);
        Map<String, Component<DownstreamTask>> judges = new LinkedHashMap<>();
        study.tasks()
                .forEach((name, task) -> judges.put(name, stageEncoders.changedBy("task." + name, task.component())));
        Map<String, Resolved> tasks = resolveAll(judges, "task", resolver, shared);
        Optional<Opened> own = data.open(study.data(), shared, OpenData.STUDY);
        Map<String, Opened> others = new LinkedHashMap<>();
        study.tasks().forEach((name, task) -> {
            Component<Dataset> set = task.data();
            if (set != null) {
                data.open(set, shared, "task." + name + "." + StudyTask.DATA)
                        .ifPresent(opened -> others.put(name, opened));
            }
        });

        if (problems.isEmpty()) {
            problems.addAll(MissingParts.of(encoders, tokenizers, pretrainings, tasks));
            problems.addAll(MissingParts.ofBound(pretrainings, bound));
            problems.addAll(MissingParts.ofChanged(pretrainings, tasks, stageEncoders));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Opened opened = own.orElseThrow();
        DataFit fit = new DataFit(opened.dataset());
        fit.check("encoder", encoders);
        fit.check("tokenizer", tokenizers);
        fit.check("pretraining", pretrainings);
        stageEncoders.changes(fit::check);
        tasks.forEach((name, task) ->
                fit.on(others.getOrDefault(name, opened).dataset()).check("task." + name, task));
        fit.failIfAny();

        Map<String, OpenData> read = data.read();
        Map<String, CellLayout.Judge> judging = new LinkedHashMap<>();
        tasks.forEach((name, task) ->
                judging.put(name, new CellLayout.Judge(task, reads(others.getOrDefault(name, opened), read))));
        FileContents contents = new FileContents(digests);
        Function<StageNames, Plan> laidOut = names -> {
            StageGraph graph = new StageGraph(reads(opened, read), precision, host, contents, names);
            CellLayout layout = new CellLayout(graph, stageEncoders, tokenizers, pretrainings, bound, judging);
            List<Plan.Cell> cells = study.seeds().stream()
                    .flatMap(seed -> layout.cells(seed).stream())
                    .toList();
            return new Plan(study, List.copyOf(read.values()), host, precision, graph.stages(), cells);
        };
        StageNames names = StageNames.plain();
        Plan plan = laidOut.apply(names);
        return names.clash() ? laidOut.apply(names.toldApart()) : plan;
    }

    private static StageData reads(Opened opened, Map<String, OpenData> read) {
        return Objects.requireNonNull(read.get(opened.place())).reads();
    }

    /**
     * Opens a data set alone.
     *
     * @throws InvalidInputException if something is wrong with it
     */
    public Dataset open(Component<Dataset> data) {
        List<Problem> problems = new ArrayList<>();
        DataSets sets = new DataSets(new Resolver(registry, problems), digests, problems);
        return sets.open(data, ConfigFactory.empty(), OpenData.STUDY)
                .orElseThrow(() -> new InvalidInputException(problems))
                .dataset();
    }

    /**
     * The stage of a component that needs neither an encoder nor a tokenizer, outside of any study.
     *
     * @param encoder options that the component may take from an encoder
     * @throws InvalidInputException if something is wrong with its options
     */
    public Stage alone(Component<?> component, Config encoder, Precision precision) {
        List<Problem> problems = new ArrayList<>();
        Resolved resolved = new Resolver(registry, problems)
                .resolve(component, encoder, ComponentKind.of(component).word())
                .orElseThrow(() -> new InvalidInputException(problems));
        return outside(precision).withoutInputs(component.id().name(), resolved, 0);
    }

    /**
     * The stage of one of a study's tokenizers, outside of any run: its options are checked, its data are not read, and
     * its key is none of the study's.
     *
     * @throws IllegalArgumentException if the study has no such tokenizer
     * @throws InvalidInputException if something is wrong with the encoders or with the tokenizer
     */
    public Stage tokenizer(Study study, String name, long seed, Precision precision) {
        Component<Tokenizer> component = study.tokenizers().get(name);
        if (component == null) {
            throw new IllegalArgumentException("no tokenizer " + name);
        }
        List<Problem> problems = new ArrayList<>();
        Resolver resolver = new Resolver(registry, problems);
        Map<String, Resolved> encoders = resolveAll(study.encoders(), "encoder", resolver, ConfigFactory.empty());
        Resolved resolved = resolver.resolve(component, sharedOptions(encoders), "tokenizer." + name)
                .orElseThrow(() -> new InvalidInputException(problems));
        return outside(precision).withoutInputs(name, resolved, seed);
    }

    private StageGraph outside(Precision precision) {
        return new StageGraph(
                StageData.OUTSIDE_OF_A_STUDY, precision, host, new FileContents(digests), StageNames.plain());
    }

    private static <T> Map<String, Resolved> resolveAll(
            Map<String, Component<T>> components, String axis, Resolver resolver, Config encoder) {
        Map<String, Resolved> found = new LinkedHashMap<>();
        components.forEach((name, component) -> resolver.resolve(component, encoder, axis + "." + name)
                .ifPresent(resolved -> found.put(name, resolved)));
        return found;
    }

    /** What all encoders of the study agree on: options that others may take from the encoder. */
    private static Config sharedOptions(Map<String, Resolved> encoders) {
        Config shared = null;
        for (Resolved encoder : encoders.values()) {
            Config options = StageKey.canonical(encoder, Map.of(), FileForm.PATHS);
            shared = shared == null ? options : common(shared, options);
        }
        return shared == null ? ConfigFactory.empty() : shared;
    }

    private static Config common(Config left, Config right) {
        Config common = left;
        for (Map.Entry<String, ConfigValue> entry : left.root().entrySet()) {
            if (!entry.getValue().equals(right.root().get(entry.getKey()))) {
                common = common.withoutPath(entry.getKey());
            }
        }
        return common;
    }
}
