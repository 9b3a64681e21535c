package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;
import java.util.Map;

/**
 * A residual network of 50 layers, from a file or trained by contrast on the study's pictures: the backbone
 * {@code resnet50}.
 */
public record ResNet50(Component<PerceptualBackbone> component) implements Configurable<PerceptualBackbone, ResNet50> {
    @Override
    public ResNet50 with(Component<PerceptualBackbone> changed) {
        return new ResNet50(changed);
    }

    /** The file with its weights, of torchvision or MoCo v3; a relative path is resolved against the current folder. */
    public ResNet50 weights(String file) {
        return set("weights", file);
    }

    /** How it is trained if no weight file is given. */
    public ResNet50 training(Contrast training) {
        ResNet50 result = this;
        for (Map.Entry<String, Object> option : training.options().entrySet()) {
            result = result.set("training." + option.getKey(), option.getValue());
        }
        return result;
    }

    /** A size by its name, network and training together: {@code paper}, {@code small} or {@code tiny}. */
    public ResNet50 preset(String name) {
        return set("preset", name);
    }

    /** Neither file nor training: random weights, a baseline that shows the effect of the architecture alone. */
    public ResNet50 untrained() {
        return set("start", "random");
    }

    /** The stages whose outputs are compared, counted from 1. */
    public ResNet50 layers(Integer... stages) {
        return set("layers", List.of(stages));
    }
}
