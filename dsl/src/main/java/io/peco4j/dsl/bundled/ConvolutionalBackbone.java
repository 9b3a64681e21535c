package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;

/**
 * A convolutional network in stages, from a file or trained by contrast on the study's pictures: the backbones
 * {@code resnet50} and {@code vgg16}.
 */
public record ConvolutionalBackbone(Component<PerceptualBackbone> component)
        implements Configurable<PerceptualBackbone, ConvolutionalBackbone> {
    @Override
    public ConvolutionalBackbone with(Component<PerceptualBackbone> changed) {
        return new ConvolutionalBackbone(changed);
    }

    /**
     * The file with its weights, of torchvision, and for {@code resnet50} also of MoCo v3; a relative path is resolved
     * against the current folder.
     */
    public ConvolutionalBackbone weights(String file) {
        return set("weights", file);
    }

    /** How it is trained if no weight file is given: MoCo v3, with defaults for convolutional networks. */
    public ConvolutionalBackbone training(MocoV3 training) {
        return set("training", training.component().options().root());
    }

    /** A size by its name, network and training together: {@code paper}, {@code small} or {@code tiny}. */
    public ConvolutionalBackbone preset(String name) {
        return set("preset", name);
    }

    /** Neither file nor training: random weights, a baseline that shows the effect of the architecture alone. */
    public ConvolutionalBackbone untrained() {
        return set("start", "random");
    }

    /** The stages whose outputs are compared, counted from 1. */
    public ConvolutionalBackbone layers(Integer... stages) {
        return set("layers", List.of(stages));
    }
}
