package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.options.Origins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The encoders of a study as its pretrainings and tasks have them: a block {@code encoder} within the block of one of
 * these changes options of all encoders there alone.
 */
final class StageEncoders {
    private final Map<String, Component<VisionEncoder>> written;
    private final Map<String, Resolved> plain;
    private final Resolver resolver;
    private final List<Problem> problems;
    private final Map<String, Map<String, Resolved>> changed = new LinkedHashMap<>();

    /**
     * @param written by name
     * @param plain the same without changes
     * @param problems gets what is wrong with changes
     */
    StageEncoders(
            Map<String, Component<VisionEncoder>> written,
            Map<String, Resolved> plain,
            Resolver resolver,
            List<Problem> problems) {
        this.written = written;
        this.plain = plain;
        this.resolver = resolver;
        this.problems = problems;
    }

    /**
     * Takes note of what a pretraining or a task changes.
     *
     * @param path where the study names it, such as {@code pretraining.mae}
     * @return it, without the block; one that is null was removed
     */
    <T> Component<T> changedBy(String path, Component<T> owner) {
        ConfigValue block = owner.options().root().get(OnEncoder.ENCODER);
        if (block == null) {
            return owner;
        }
        if (block instanceof ConfigObject changes) {
            change(path, present(changes).toConfig());
        } else if (block.valueType() != ConfigValueType.NULL) {
            problems.add(new Problem(
                    "PECO-104",
                    path + "." + OnEncoder.ENCODER + " has the wrong type",
                    Origins.place(block),
                    "expected options of the study's encoders:  " + OnEncoder.ENCODER + " { drop-path = 0 }"));
        }
        Config own = owner.options().root().withoutKey(OnEncoder.ENCODER).toConfig();
        return new Component<>(owner.type(), owner.id(), own);
    }

    private void change(String path, Config changes) {
        Map<String, Resolved> found = new LinkedHashMap<>();
        Map<Problem, Set<String>> wrong = new LinkedHashMap<>();
        plain.keySet().forEach(name -> {
            Component<VisionEncoder> encoder = Objects.requireNonNull(written.get(name), name);
            Config merged = changes.withFallback(encoder.options());
            Component<VisionEncoder> here = new Component<>(encoder.type(), encoder.id(), merged);
            List<Problem> own = new ArrayList<>();
            resolver.noting(own)
                    .resolve(here, ConfigFactory.empty(), path + "." + OnEncoder.ENCODER)
                    .ifPresent(resolved -> found.put(name, resolved));
            own.forEach(problem ->
                    wrong.computeIfAbsent(problem, one -> new LinkedHashSet<>()).add(name));
        });
        changed.put(path, found);
        wrong.forEach((problem, names) -> problems.add(
                names.size() == plain.size()
                        ? problem
                        : new Problem(
                                problem.code(),
                                problem.what() + ", of the encoder " + String.join(", ", names),
                                problem.where(),
                                problem.remedy())));
    }

    /** Without what is null: such an option was removed, so that the encoder's own holds. */
    private static ConfigObject present(ConfigObject changes) {
        ConfigObject kept = changes;
        for (Map.Entry<String, ConfigValue> change : changes.entrySet()) {
            if (change.getValue().valueType() == ConfigValueType.NULL) {
                kept = kept.withoutKey(change.getKey());
            } else if (change.getValue() instanceof ConfigObject inner) {
                kept = kept.withValue(change.getKey(), present(inner));
            }
        }
        return kept;
    }

    /** In the order of the study. */
    Set<String> names() {
        return plain.keySet();
    }

    /** An encoder as a pretraining or a task has it. */
    Resolved of(String path, String name) {
        return Objects.requireNonNull(changed.getOrDefault(path, plain).get(name), name);
    }

    /** Each changed encoder, with the place of its changes, such as {@code pretraining.mae.encoder}. */
    void changes(BiConsumer<String, Resolved> action) {
        changed.forEach((path, encoders) ->
                encoders.values().forEach(encoder -> action.accept(path + "." + OnEncoder.ENCODER, encoder)));
    }

    /** Whether there are changes for a pretraining or a task. */
    boolean isChangedBy(String path) {
        return changed.containsKey(path);
    }
}
