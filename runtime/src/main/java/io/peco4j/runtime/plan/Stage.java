package io.peco4j.runtime.plan;

import io.peco4j.api.component.Component;
import io.peco4j.runtime.event.StageInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work whose result is an artifact: something to train, or something to score.
 *
 * @param info what people see of it, and its key
 * @param component what it runs
 * @param options all that determines the result, in canonical HOCON; files by their paths, with their digests beside
 * @param encoder the architecture that it trains or judges; null if it has none
 * @param pretrained whose artifact that encoder starts from; null if it starts from its initialisation
 * @param tokenizer whose artifact it gets as its trained tokenizer; null if it asks for none
 * @param nested stages behind the components that its own component nests, such as a perceptual backbone
 * @param data where the study names the data set that it reads; empty outside of a study
 */
public record Stage(
        StageInfo info,
        Resolved component,
        String options,
        @Nullable Resolved encoder,
        @Nullable Stage pretrained,
        @Nullable Stage tokenizer,
        Map<Component<?>, Stage> nested,
        String data) {
    public Stage {
        nested = Collections.unmodifiableMap(new LinkedHashMap<>(nested));
    }

    /** Content hash of everything that determines the result. */
    public String key() {
        return info.key();
    }

    /** What must be finished before. */
    public List<Stage> parents() {
        Set<Stage> parents = new LinkedHashSet<>(nested.values());
        if (tokenizer != null) {
            parents.add(tokenizer);
        }
        if (pretrained != null) {
            parents.add(pretrained);
        }
        return List.copyOf(parents);
    }

    /** Keys are content hashes, so that equal keys are the same work. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Stage stage && stage.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }
}
