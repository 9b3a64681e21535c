package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.gan.DiscriminatorLoss;
import io.peco4j.nn.gan.PatchDiscriminator;
import java.util.List;
import java.util.Map;

/**
 * The discriminator's half: it distinguishes pictures from their reconstructions by the tokenizer as updated in the
 * same step.
 *
 * <p>Metrics: {@code real} and {@code fake}, the mean logits of both. Until the start step the loss is 0 and nothing is
 * computed for it.
 *
 * @param startStep counted from 0
 */
record Discrimination(CodebookNetwork network, PatchDiscriminator discriminator, DiscriminatorLoss loss, long startStep)
        implements Objective {
    private static final String NAME = "discriminator";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ParameterGroup> groups() {
        return List.of(new ParameterGroup(NAME, parameters(), 1, false));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        if (step.index() < startStep) {
            return Loss.of(nothing(batch));
        }
        NDArray images = batch.get(Sample.IMAGE);
        NDArray made = network.reconstruct(images);
        NDArray real = discriminator.forward(AdversarialObjective.symmetric(images), true);
        NDArray fake = discriminator.forward(AdversarialObjective.symmetric(made), true);
        return Loss.of(loss.of(real, fake))
                .with("real", real.stopGradient().mean())
                .with("fake", fake.stopGradient().mean());
    }

    /** A loss of 0 whose gradient is 0, for all parameters. */
    private NDArray nothing(Batch batch) {
        NDArray sum = Tensors.of(batch.manager(), 0f);
        for (NDArray parameter : parameters().values()) {
            sum = sum.add(Affine.scaled(parameter.sum(), 0));
        }
        return sum;
    }

    private Map<String, NDArray> parameters() {
        return Parameters.trainable(discriminator);
    }
}
