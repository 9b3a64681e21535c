package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;

/** How stable tokens are under small changes of the picture: the task {@code invariance}. */
public record Invariance(Component<DownstreamTask> component) implements Configurable<DownstreamTask, Invariance> {
    @Override
    public Invariance with(Component<DownstreamTask> changed) {
        return new Invariance(changed);
    }

    /** Gaussian blurs, by their deviation in pixels. */
    public Invariance blur(Double... deviations) {
        return set("blur", List.of(deviations));
    }

    /** Shifts to the right and down, in pixels. */
    public Invariance shift(Integer... pixels) {
        return set("shift", List.of(pixels));
    }

    /** Noise, by its deviation in levels of 255. */
    public Invariance noise(Double... deviations) {
        return set("noise", List.of(deviations));
    }

    /** JPEG, by its quality from 1 to 100. */
    public Invariance jpeg(Integer... qualities) {
        return set("jpeg", List.of(qualities));
    }

    /** Brightness, by the factor of all values. */
    public Invariance brightness(Double... factors) {
        return set("brightness", List.of(factors));
    }
}
