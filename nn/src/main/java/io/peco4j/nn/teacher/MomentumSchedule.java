package io.peco4j.nn.teacher;

import io.peco4j.api.train.Step;
import java.util.List;

/** The share of a teacher that a step keeps, a function of the step. */
@FunctionalInterface
public interface MomentumSchedule {

    /** @return from 0, where the teacher becomes the student, to 1, where it stays as it is */
    double at(Step step);

    /**
     * Rises to 1 along half a cosine: {@code 1 - (1 - base) (1 + cos(pi progress)) / 2}, as in MoCo v3 and DINO.
     *
     * @param base at the first step, from 0 to 1
     */
    static MomentumSchedule cosine(double base) {
        return step -> 1 - (1 - base) * (1 + Math.cos(Math.PI * step.progress())) / 2;
    }

    /**
     * The same share in every epoch, until {@link LinearMomentum#to} adds pieces over which it changes.
     *
     * @param base in the first epoch, from 0 to 1
     */
    static LinearMomentum linear(double base) {
        return new LinearMomentum(base, List.of());
    }

    /** The same share at every step. */
    static MomentumSchedule constant(double momentum) {
        return step -> momentum;
    }
}
