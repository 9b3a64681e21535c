package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.train.Precision;
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
    private final Config world;

    /**
     * @param data stands for the data set
     * @param digests of files that options name
     */
    StageGraph(String data, Precision precision, Host host, ContentDigests digests) {
        this.contents = new FileContents(digests);
        this.world = ConfigFactory.empty()
                .withValue("data", text(data))
                .withValue("precision", text(precision.name()))
                .withValue("peco4j", text(host.peco4j()))
                .withValue("engine", text(host.engine()));
    }

    List<Stage> stages() {
        return List.copyOf(stages.values());
    }

    /** A component that is made from no other stage's result: a tokenizer, or a task that judges nothing that the study trains. */
    Stage withoutInputs(String name, Resolved component, long seed) {
        return add(name, component, null, null, null, seed);
    }

    Stage pretraining(String name, Resolved framework, Resolved encoder, @Nullable Stage tokenizer, long seed) {
        return add(name, framework, encoder, null, tokenizer, seed);
    }

    Stage encoderTask(String name, Resolved task, Stage pretrained, long seed) {
        return add(pretrained.info().name() + " / " + name, task, pretrained.encoder(), pretrained, null, seed);
    }

    Stage tokenizerTask(String name, Resolved task, Stage tokenizer, long seed) {
        return add(tokenizer.info().name() + " / " + name, task, null, null, tokenizer, seed);
    }

    private Stage add(
            String name,
            Resolved component,
            @Nullable Resolved encoder,
            @Nullable Stage pretrained,
            @Nullable Stage tokenizer,
            long seed) {
        Map<Component<?>, Stage> nested = new LinkedHashMap<>();
        nest(component, nested, seed);
        if (encoder != null) {
            nest(encoder, nested, seed);
        }
        Config around = world.withValue(
                        "kind", text(ComponentKind.of(component.component()).word()))
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
        String options = StageKey.render(
                files.isEmpty() ? readable : readable.withValue("files", ConfigValueFactory.fromMap(files)));
        StageInfo info = new StageInfo(
                hash,
                ComponentKind.of(component.component()).word(),
                component.component().id().name(),
                name,
                seed);
        return stages.computeIfAbsent(
                hash, ignored -> new Stage(info, component, options, encoder, pretrained, tokenizer, nested));
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

    /** Gives every backbone and tokenizer that a component nests, at any depth, a stage of its own. */
    private void nest(Resolved owner, Map<Component<?>, Stage> nested, long seed) {
        owner.nested().forEach((component, resolved) -> {
            if (ComponentKind.of(component) == ComponentKind.BACKBONE) {
                nested.put(component, add(component.id().name(), resolved, null, null, null, BACKBONE_SEED));
            } else if (ComponentKind.of(component) == ComponentKind.TOKENIZER) {
                nested.put(component, add(component.id().name(), resolved, null, null, null, seed));
            } else {
                nest(resolved, nested, seed);
            }
        });
    }

    private static ConfigValue text(String value) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
