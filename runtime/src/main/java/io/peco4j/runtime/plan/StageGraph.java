package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.runtime.event.StageInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages of a study as they are found, each once; parents come before children. */
final class StageGraph {
    /**
     * A backbone is a measuring instrument that all cells share, so that it does not take part in the repetition over
     * seeds; a fixed seed also lets studies with other seeds share it.
     */
    private static final long BACKBONE_SEED = 0;

    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final FileContents contents;
    private final StageNames names;
    private final Config world;
    private final StageData data;

    /**
     * @param data the study's data set: all but tasks are trained on it
     * @param contents of files that options name
     * @param names of this layout
     */
    StageGraph(StageData data, Precision precision, Host host, FileContents contents, StageNames names) {
        this.contents = contents;
        this.names = names;
        this.data = data;
        this.world = ConfigFactory.empty()
                .withValue("precision", text(precision.name()))
                .withValue("peco4j", text(host.peco4j()))
                .withValue("engine", text(host.engine()));
    }

    List<Stage> stages() {
        return List.copyOf(stages.values());
    }

    /** A component that is made from no other stage's result, such as a tokenizer. */
    Stage withoutInputs(String name, Resolved component, long seed) {
        return add(name, component, Judged.NOTHING, data, seed);
    }

    Stage pretraining(String name, Resolved framework, Resolved encoder, @Nullable Stage tokenizer, long seed) {
        return add(name, framework, new Judged(encoder, null, tokenizer), data, seed);
    }

    /** A task that judges nothing that the study trains. */
    Stage task(String name, Resolved task, StageData reads, long seed) {
        return add(name, task, Judged.NOTHING, reads, seed);
    }

    /** @param encoder takes the weights of the pretrained one; their other options may differ */
    Stage encoderTask(String name, Resolved task, Resolved encoder, Stage pretrained, StageData reads, long seed) {
        Judged judged = new Judged(encoder, pretrained, null);
        return add(pretrained.info().name() + " / " + name, task, judged, reads, seed);
    }

    Stage tokenizerTask(String name, Resolved task, Stage tokenizer, StageData reads, long seed) {
        Judged judged = new Judged(null, null, tokenizer);
        return add(tokenizer.info().name() + " / " + name, task, judged, reads, seed);
    }

    /**
     * What a component is given of other stages.
     *
     * @param encoder the architecture
     * @param pretrained whose result it starts from
     * @param tokenizer whose result is the tokenizer
     */
    private record Judged(
            @Nullable Resolved encoder,
            @Nullable Stage pretrained,
            @Nullable Stage tokenizer) {
        static final Judged NOTHING = new Judged(null, null, null);

        /** What a component gets of it: a task may leave all of it to one that it nests. */
        Judged by(Resolved component) {
            if (component.entry().kind() != ComponentKind.TASK) {
                return this;
            }
            boolean encodes = component.entry().takes(VisionEncoder.class, true);
            boolean tokenizes = component.entry().takes(Tokenizer.class, true);
            return new Judged(encodes ? encoder : null, encodes ? pretrained : null, tokenizes ? tokenizer : null);
        }
    }

    private Stage add(String name, Resolved component, Judged given, StageData reads, long seed) {
        Map<Component<?>, Stage> nested = new LinkedHashMap<>();
        nest(name, component, given, reads, nested, seed);
        Judged judged = given.by(component);
        Resolved encoder = judged.encoder();
        Stage pretrained = judged.pretrained();
        Stage tokenizer = judged.tokenizer();
        if (encoder != null) {
            nest(name, encoder, Judged.NOTHING, data, nested, seed);
        }
        Config around = world.withValue("data", text(reads.content()))
                .withValue("kind", text(ComponentKind.of(component.component()).word()))
                .withValue("seed", ConfigValueFactory.fromAnyRef(seed));
        if (pretrained != null) {
            around = around.withValue("pretrained", text(pretrained.key()));
        }
        if (tokenizer != null) {
            around = around.withValue("tokenizer", text(tokenizer.key()));
        }
        String hash = StageKey.of(StageKey.render(with(around, component, encoder, nested, contents)));
        Map<String, String> files = contents.of(component);
        if (encoder != null) {
            files.putAll(contents.of(encoder));
        }
        Config readable = with(around, component, encoder, nested, FileForm.PATHS);
        String options = StageOptions.of(readable, component.entry(), files);
        String kind = ComponentKind.of(component.component()).word();
        StageInfo info =
                new StageInfo(hash, kind, component.component().id().name(), names.of(kind, name, seed, hash), seed);
        return stages.computeIfAbsent(
                hash,
                ignored -> new Stage(info, component, options, encoder, pretrained, tokenizer, nested, reads.place()));
    }

    private static Config with(
            Config around,
            Resolved component,
            @Nullable Resolved encoder,
            Map<Component<?>, Stage> nested,
            FileForm files) {
        Config all = around.withValue(
                "component", StageKey.canonical(component, nested, files).root());
        return encoder == null
                ? all
                : all.withValue(
                        "encoder", StageKey.canonical(encoder, nested, files).root());
    }

    /** Whether components of a kind that another one nests are trained before it, on the study's data, and shared. */
    static boolean isTrainedBefore(ComponentKind kind) {
        return kind == ComponentKind.BACKBONE || kind == ComponentKind.TOKENIZER;
    }

    /**
     * Gives every backbone, tokenizer and task that a component nests, at any depth, a stage of its own.
     *
     * @param judged what nested tasks judge, as their owner does
     * @param reads what they read, as their owner does
     */
    private void nest(
            String name, Resolved owner, Judged judged, StageData reads, Map<Component<?>, Stage> nested, long seed) {
        for (Component<?> component : OptionsBinder.components(owner.options())) {
            Resolved resolved = owner.part(component);
            ComponentKind kind = ComponentKind.of(component);
            if (isTrainedBefore(kind)) {
                long drawn = kind == ComponentKind.BACKBONE ? BACKBONE_SEED : seed;
                nested.put(component, add(names.nested(name, component), resolved, Judged.NOTHING, data, drawn));
            } else if (kind == ComponentKind.TASK) {
                if (!nested.containsKey(component)) {
                    nested.put(component, add(nestedName(name, component, nested), resolved, judged, reads, seed));
                }
            } else {
                nest(name, resolved, judged, reads, nested, seed);
            }
        }
    }

    /** Tells tasks apart that an owner nests under the same id, so that reports do not take them for one. */
    private static String nestedName(String owner, Component<?> task, Map<Component<?>, Stage> before) {
        long twins = before.keySet().stream()
                .filter(each -> ComponentKind.of(each) == ComponentKind.TASK
                        && each.id().equals(task.id()))
                .count();
        return owner + " / " + task.id() + (twins == 0 ? "" : " " + (twins + 1));
    }

    private static ConfigValue text(String value) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
