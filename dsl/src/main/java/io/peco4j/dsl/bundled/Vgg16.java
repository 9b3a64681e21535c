package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;
import java.util.Map;

/**
 * A plain convolutional network of 16 layers, from a file or trained by contrast on the study's pictures: the backbone
 * {@code vgg16}.
 */
public record Vgg16(Component<PerceptualBackbone> component) implements Configurable<PerceptualBackbone, Vgg16> {
    @Override
    public Vgg16 with(Component<PerceptualBackbone> changed) {
        return new Vgg16(changed);
    }

    /** The file with its weights, of torchvision; a relative path is resolved against the current folder. */
    public Vgg16 weights(String file) {
        return set("weights", file);
    }

    /** How it is trained if no weight file is given. */
    public Vgg16 training(Contrast training) {
        Vgg16 result = this;
        for (Map.Entry<String, Object> option : training.options().entrySet()) {
            result = result.set("training." + option.getKey(), option.getValue());
        }
        return result;
    }

    /** A size by its name, network and training together: {@code paper}, {@code small} or {@code tiny}. */
    public Vgg16 preset(String name) {
        return set("preset", name);
    }

    /** Neither file nor training: random weights, a baseline that shows the effect of the architecture alone. */
    public Vgg16 untrained() {
        return set("start", "random");
    }

    /** The stages whose outputs are compared, counted from 1. */
    public Vgg16 layers(Integer... stages) {
        return set("layers", List.of(stages));
    }
}
