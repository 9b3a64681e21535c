package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.Component;
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
    private final FileContents contents = new FileContents();
    private final Config world;

    StageGraph(String fingerprint, Precision precision) {
        this.world = ConfigFactory.empty()
                .withValue("data", ConfigValueFactory.fromAnyRef(fingerprint))
                .withValue("precision", ConfigValueFactory.fromAnyRef(precision.name()))
                .withValue("api", ConfigValueFactory.fromAnyRef(ApiLevel.CURRENT));
    }

    List<Stage> stages() {
        return List.copyOf(stages.values());
    }

    Stage tokenizer(String name, Resolved tokenizer, long seed) {
        return add(name, tokenizer, null, null, null, seed);
    }

    Stage pretraining(String name, Resolved framework, Resolved encoder, @Nullable Stage tokenizer, long seed) {
        return add(name, framework, encoder, null, tokenizer, seed);
    }

    Stage encoderTask(String name, Resolved task, Stage pretrained, long seed) {
        return add(pretrained.info().name() + " / " + name, task, pretrained.encoder(), pretrained, null, seed);
    }

    /** A task that judges nothing that the study trains. */
    Stage task(String name, Resolved task, long seed) {
        return add(name, task, null, null, null, seed);
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
        Config key = world.withValue("kind", text(component.component().kind().word()))
                .withValue("seed", ConfigValueFactory.fromAnyRef(seed))
                .withValue("component", StageKey.canonical(component, nested).root());
        if (encoder != null) {
            key = key.withValue("encoder", StageKey.canonical(encoder, nested).root());
        }
        Map<String, String> files = contents.of(component);
        if (encoder != null) {
            files.putAll(contents.of(encoder));
        }
        if (!files.isEmpty()) {
            key = key.withValue("files", ConfigValueFactory.fromMap(files));
        }
        if (pretrained != null) {
            key = key.withValue("pretrained", text(pretrained.key()));
        }
        if (tokenizer != null) {
            key = key.withValue("tokenizer", text(tokenizer.key()));
        }
        String canonical = StageKey.render(key);
        String hash = StageKey.of(canonical);
        StageInfo info = new StageInfo(
                hash,
                component.component().kind().word(),
                component.component().id().name(),
                name,
                seed);
        return stages.computeIfAbsent(
                hash, ignored -> new Stage(info, component, canonical, encoder, pretrained, tokenizer, nested));
    }

    /** Gives every backbone and tokenizer that a component nests, at any depth, a stage of its own. */
    private void nest(Resolved owner, Map<Component<?>, Stage> nested, long seed) {
        owner.nested().forEach((component, resolved) -> {
            if (component.kind() == ComponentKind.BACKBONE) {
                nested.put(component, add(component.id().name(), resolved, null, null, null, BACKBONE_SEED));
            } else if (component.kind() == ComponentKind.TOKENIZER) {
                nested.put(component, add(component.id().name(), resolved, null, null, null, seed));
            } else {
                nest(resolved, nested, seed);
            }
        });
    }

    private static com.typesafe.config.ConfigValue text(String value) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
