package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import java.util.Arrays;
import java.util.List;

/** The accuracy of another task's classifier under attack: the task {@code robustness}. */
public record Robustness(Component<DownstreamTask> component) implements OnEncoder<DownstreamTask, Robustness> {
    @Override
    public Robustness with(Component<DownstreamTask> changed) {
        return new Robustness(changed);
    }

    /** A set of values by its name: {@code paper} or {@code tiny}. */
    public Robustness preset(String name) {
        return set("preset", name);
    }

    /** The attacks: {@code fgsm}, {@code bim}, {@code pgd}, {@code mi-fgsm}, {@code ni-fgsm}, {@code ti-fgsm}. */
    public Robustness attacks(String... attacks) {
        return set("attacks", List.of(attacks));
    }

    /** The largest changes of a value, in 255ths. */
    public Robustness epsilons(double... epsilons) {
        return set("epsilons", Arrays.stream(epsilons).boxed().toList());
    }

    /** Steps of an attack. */
    public Robustness steps(int steps) {
        return set("steps", steps);
    }

    /** Length of a step, in 255ths. */
    public Robustness stepLength(double length) {
        return set("step-length", length);
    }

    /** What stays of the direction of an attack with momentum from step to step. */
    public Robustness momentum(double share) {
        return set("momentum", share);
    }

    /** Share of epsilon that PGD's random start uses. */
    public Robustness randomStart(double share) {
        return set("random-start", share);
    }

    /** What the classifier is to say: {@code any-other}, {@code least-likely} or {@code drawn}. */
    public Robustness goal(String goal) {
        return set("goal", goal);
    }

    /** The largest number of pictures that are attacked, drawn by the seed. */
    public Robustness pictures(int most) {
        return set("pictures", most);
    }
}
