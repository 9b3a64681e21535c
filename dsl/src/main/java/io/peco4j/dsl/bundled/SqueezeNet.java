package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;

/** A convolutional network of 1.2 million parameters, from a file: the backbone {@code squeezenet}. */
public record SqueezeNet(Component<PerceptualBackbone> component)
        implements Configurable<PerceptualBackbone, SqueezeNet> {
    @Override
    public SqueezeNet with(Component<PerceptualBackbone> changed) {
        return new SqueezeNet(changed);
    }

    /** The stages whose features are compared, counted from 1. */
    public SqueezeNet layers(Integer... layers) {
        return set("layers", List.of(layers));
    }

    /** The colours that the weights were trained on: {@code caffe}, which is the default, or {@code imagenet}. */
    public SqueezeNet colours(String colours) {
        return set("colours", colours);
    }
}
