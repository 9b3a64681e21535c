package io.peco4j.api.plugin;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import java.util.Arrays;
import java.util.Locale;

/** The extension points. */
public enum ComponentKind {
    DATASET(Dataset.class),
    ENCODER(VisionEncoder.class),
    BACKBONE(PerceptualBackbone.class),
    OBJECTIVE(CodebookObjective.class),
    TOKENIZER(Tokenizer.class),
    PRETRAINING(PretrainingFramework.class),
    TASK(DownstreamTask.class);

    private final Class<?> type;

    ComponentKind(Class<?> type) {
        this.type = type;
    }

    /** The interface that components of this kind implement. */
    public Class<?> type() {
        return type;
    }

    /** The word for it in messages and files, such as {@code tokenizer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind whose components implement the given interface.
     *
     * @throws IllegalArgumentException if the type is no extension point
     */
    public static ComponentKind of(Class<?> type) {
        return Arrays.stream(values())
                .filter(kind -> kind.type == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " is not an extension point"));
    }

    /**
     * The kind of a component that a study names.
     *
     * @throws IllegalArgumentException if its type is no extension point
     */
    public static ComponentKind of(Component<?> component) {
        return of(component.type());
    }
}
