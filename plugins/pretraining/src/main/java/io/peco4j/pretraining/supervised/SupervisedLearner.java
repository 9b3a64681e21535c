package io.peco4j.pretraining.supervised;

import io.peco4j.nn.learn.ClassifierLearner;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.VitClassifier;

/** Trains all layers at one rate, on several copies of each example. */
final class SupervisedLearner extends ClassifierLearner {
    private final int repeats;

    SupervisedLearner(SupervisedOptions options, VitClassifier model) {
        super(
                "supervised",
                options.recipe(),
                options.augmentation(),
                model,
                new LayerDecay(model.encoder(), 1).groups(model.trainable()));
        this.repeats = options.repeats();
    }

    @Override
    public int repeats() {
        return repeats;
    }
}
