package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import java.util.List;

/** The classes of the nearest training pictures, by frozen features of the encoder: the task {@code knn}. */
public record Knn(Component<DownstreamTask> component) implements OnEncoder<DownstreamTask, Knn> {
    @Override
    public Knn with(Component<DownstreamTask> changed) {
        return new Knn(changed);
    }

    /** How many neighbours vote; each number is a score, the first one the main. */
    public Knn neighbours(Integer... numbers) {
        return set("neighbours", List.of(numbers));
    }

    /** A neighbour's vote is exp(cosine similarity / temperature). */
    public Knn temperature(double temperature) {
        return set("temperature", temperature);
    }

    /** The block whose tokens are compared, counted from 1; 0: the last one, after the final normalisation. */
    public Knn layer(int layer) {
        return set("layer", layer);
    }

    /** What represents a picture: {@code class-token}, or {@code mean} of its patch tokens. */
    public Knn pool(String pool) {
        return set("pool", pool);
    }
}
