package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;

/** A linear classifier on frozen features of the encoder: the task {@code linear-probe}. */
public record LinearProbe(Component<DownstreamTask> component) implements OnEncoder<DownstreamTask, LinearProbe> {
    @Override
    public LinearProbe with(Component<DownstreamTask> changed) {
        return new LinearProbe(changed);
    }

    /** The block whose tokens are read, counted from 1; 0: the one at three quarters of the depth. */
    public LinearProbe layer(int layer) {
        return set("layer", layer);
    }

    /**
     * The share of the training labels that it learns from, of each class alike: {@code labels(0.1)} is the regime in
     * which pretraining shows first. The seed says which; ways to pretrain are compared on the same ones.
     */
    public LinearProbe labels(double share) {
        return set("labels", share);
    }

    /** The last blocks, each through the encoder's final normalisation, instead of one layer: as DINO is evaluated. */
    public LinearProbe lastBlocks(int blocks) {
        return set("last-blocks", blocks);
    }

    /** What represents a picture: {@code mean} of its patch tokens, {@code class-token}, or {@code class-and-mean}. */
    public LinearProbe pool(String pool) {
        return set("pool", pool);
    }
}
