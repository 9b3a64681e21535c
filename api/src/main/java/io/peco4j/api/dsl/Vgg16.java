package io.peco4j.api.dsl;

import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.plugin.Component;
import java.util.List;

/** A plain convolutional network of 16 layers, from a file or untrained: the backbone {@code vgg16}. */
public record Vgg16(Component<PerceptualBackbone> component) implements Configurable<PerceptualBackbone, Vgg16> {
    @Override
    public Vgg16 with(Component<PerceptualBackbone> changed) {
        return new Vgg16(changed);
    }

    /** The file with its weights, of torchvision; a relative path starts at the current folder. */
    public Vgg16 weights(String file) {
        return set("weights", file);
    }

    /** No file: weights as they are drawn, a baseline that shows how much is the architecture's. */
    public Vgg16 untrained() {
        return set("start", "random");
    }

    /** The stages whose ends are compared, counted from 1. */
    public Vgg16 layers(Integer... stages) {
        return set("layers", List.of(stages));
    }
}
