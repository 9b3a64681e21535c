package io.peco4j.nn.teacher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Step;
import io.peco4j.nn.optim.MovingAverage;
import java.util.Map;

/**
 * Tensors that follow those of a student slowly and never get a gradient:
 * {@code teacher = momentum * teacher + (1 - momentum) * student} after each step.
 *
 * <p>The tensors are the caller's and stay so: a learner puts them into its state, under names of their own, so that a
 * resumed training has the same teacher. On the training thread.
 *
 * <pre>{@code
 * VisionEncoder twin = encoder.twin(context);
 * MomentumTeacher teacher = MomentumTeacher.of(
 *         context.manager(), twin.state(), encoder.state(), MomentumSchedule.cosine(0.996));
 * // in the learner
 * public void afterStep(Step step) {
 *     teacher.follow(step);
 * }
 * }</pre>
 */
public final class MomentumTeacher {
    private final MovingAverage following;
    private final MomentumSchedule schedule;

    private MomentumTeacher(MovingAverage following, MomentumSchedule schedule) {
        this.following = following;
        this.schedule = schedule;
    }

    /**
     * A teacher; its tensors stop gathering gradients.
     *
     * @param manager of temporaries
     * @param teacher float32 tensors to change; at least one. What a teacher has beside them, such as running
     *     statistics of its own, is left out
     * @param student has all of them, under the same names
     * @throws IllegalArgumentException if the student does not have a tensor of the teacher, or a shape differs
     */
    public static MomentumTeacher of(
            NDManager manager, Map<String, NDArray> teacher, Map<String, NDArray> student, MomentumSchedule schedule) {
        teacher.values().forEach(tensor -> tensor.setRequiresGradient(false));
        return new MomentumTeacher(new MovingAverage(manager, teacher, student), schedule);
    }

    /** Moves the teacher, by the momentum of that step. Called after the student's update, with gradient mode off. */
    public void follow(Step step) {
        following.update(schedule.at(step));
    }
}
