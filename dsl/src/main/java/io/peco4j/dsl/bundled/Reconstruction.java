package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Describes;
import java.util.Map;

/** What tokens keep of pictures, and at which rate: the task {@code reconstruction}. */
public record Reconstruction(Component<DownstreamTask> component)
        implements Configurable<DownstreamTask, Reconstruction> {
    @Override
    public Reconstruction with(Component<DownstreamTask> changed) {
        return new Reconstruction(changed);
    }

    /** Adds the accuracy of a CIFAR ResNet on reconstructions; the file has its weights. */
    public Reconstruction classifier(String weights) {
        return set("classifier", weights);
    }

    /** Adds a backbone: features of length 1, as LPIPS without linear heads. */
    public Reconstruction backbone(Describes<PerceptualBackbone> backbone) {
        return set(Perceptions.KEY, Perceptions.with(component, backbone, Map.of()));
    }

    /** Adds a backbone, without and with linear heads of LPIPS from a file. */
    public Reconstruction lpips(Describes<PerceptualBackbone> backbone, String heads) {
        return set(Perceptions.KEY, Perceptions.with(component, backbone, Map.of("heads", heads)));
    }
}
