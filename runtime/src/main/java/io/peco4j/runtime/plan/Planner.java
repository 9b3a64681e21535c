package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.ComponentInputs;
import io.peco4j.runtime.plugin.Plugin;
import io.peco4j.runtime.plugin.Registry;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a study and lays out its stages.
 *
 * <p>Opens the data set, because its fingerprint is part of every key; makes no network and trains nothing.
 */
public final class Planner {
    private final Registry registry;
    private final Host host;
    private final ContentDigests digests;

    /**
     * @param host part of every key
     * @param digests of the data set's files, and of those that options name
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

        Map<String, Resolved> encoders = new LinkedHashMap<>();
        study.encoders()
                .forEach((name, component) -> resolver.resolve(component, ConfigFactory.empty(), "encoder." + name)
                        .ifPresent(found -> encoders.put(name, found)));
        Config shared = sharedOptions(encoders);
        Map<String, Resolved> tokenizers = resolveAll(study.tokenizers(), "tokenizer", resolver, shared);
        Map<String, Resolved> pretrainings = resolveAll(study.pretrainings(), "pretraining", resolver, shared);
        Map<String, Resolved> tasks = resolveAll(study.tasks(), "task", resolver, shared);
        Optional<Resolved> data = resolver.resolve(study.data(), shared, "data");
        Optional<Dataset> dataset = data.flatMap(found -> open(found, problems));

        if (problems.isEmpty()) {
            problems.addAll(MissingParts.of(encoders, tokenizers, pretrainings, tasks));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        Dataset opened = dataset.orElseThrow();
        DataFit fit = new DataFit(opened);
        fit.check("encoder", encoders);
        fit.check("tokenizer", tokenizers);
        fit.check("pretraining", pretrainings);
        fit.check("task", tasks);
        fit.failIfAny();
        String fingerprint = opened.fingerprint();
        Plugin source = data.orElseThrow().entry().plugin();
        StageGraph graph =
                new StageGraph(fingerprint + ", read by " + StageKey.version(source), precision, host, digests);
        List<Plan.Cell> cells = new ArrayList<>();
        for (long seed : study.seeds()) {
            Map<String, Stage> trained = new LinkedHashMap<>();
            tokenizers.forEach((name, tokenizer) -> trained.put(name, graph.withoutInputs(name, tokenizer, seed)));
            tasks.forEach((name, task) -> {
                if (task.entry().takes(VisionEncoder.class, !encoders.isEmpty() && !pretrainings.isEmpty())) {
                    cells.addAll(encoderCells(graph, name, task, encoders, pretrainings, trained, seed));
                } else if (task.entry().takes(Tokenizer.class, !trained.isEmpty())) {
                    trained.forEach((choice, stage) -> cells.add(new Plan.Cell(
                            Map.of("tokenizer", choice), name, seed, graph.tokenizerTask(name, task, stage, seed))));
                } else {
                    cells.add(new Plan.Cell(Map.of(), name, seed, graph.withoutInputs(name, task, seed)));
                }
            });
        }
        return new Plan(study, opened, fingerprint, source, host, precision, graph.stages(), cells);
    }

    /**
     * Opens a data set alone.
     *
     * @throws InvalidInputException if something is wrong with it
     */
    public Dataset open(Component<Dataset> data) {
        List<Problem> problems = new ArrayList<>();
        Optional<Dataset> opened = new Resolver(registry, problems)
                .resolve(data, ConfigFactory.empty(), "data")
                .flatMap(found -> open(found, problems));
        return opened.orElseThrow(() -> new InvalidInputException(problems));
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
        return new StageGraph("", precision, host, digests)
                .withoutInputs(component.id().name(), resolved, 0);
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
        Map<String, Resolved> encoders = new LinkedHashMap<>();
        study.encoders()
                .forEach((encoder, each) -> resolver.resolve(each, ConfigFactory.empty(), "encoder." + encoder)
                        .ifPresent(found -> encoders.put(encoder, found)));
        Resolved resolved = resolver.resolve(component, sharedOptions(encoders), "tokenizer." + name)
                .orElseThrow(() -> new InvalidInputException(problems));
        return new StageGraph("", precision, host, digests).withoutInputs(name, resolved, seed);
    }

    private static List<Plan.Cell> encoderCells(
            StageGraph graph,
            String name,
            Resolved task,
            Map<String, Resolved> encoders,
            Map<String, Resolved> pretrainings,
            Map<String, Stage> tokenizers,
            long seed) {
        List<Plan.Cell> cells = new ArrayList<>();
        encoders.forEach((encoderName, encoder) -> pretrainings.forEach((frameworkName, framework) -> {
            Map<String, String> axes = new LinkedHashMap<>();
            axes.put("encoder", encoderName);
            axes.put("pretraining", frameworkName);
            String start = encoders.size() > 1 ? encoderName + " / " : "";
            if (framework.entry().takes(Tokenizer.class, !tokenizers.isEmpty())) {
                tokenizers.forEach((tokenizerName, tokenizer) -> {
                    Map<String, String> all = new LinkedHashMap<>(axes);
                    all.put("tokenizer", tokenizerName);
                    String label = start + tokenizerName + " / " + frameworkName;
                    Stage pretrained = graph.pretraining(label, framework, encoder, tokenizer, seed);
                    cells.add(new Plan.Cell(all, name, seed, graph.encoderTask(name, task, pretrained, seed)));
                });
            } else {
                Stage pretrained = graph.pretraining(start + frameworkName, framework, encoder, null, seed);
                cells.add(new Plan.Cell(axes, name, seed, graph.encoderTask(name, task, pretrained, seed)));
            }
        }));
        return cells;
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

    private Optional<Dataset> open(Resolved data, List<Problem> problems) {
        try {
            ComponentInputs inputs = ComponentInputs.options(data.options()).with(ContentDigests.class, digests);
            return Optional.of(data.entry().create(Dataset.class, inputs));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }
}
