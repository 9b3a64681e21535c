package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A teacher that follows a student: {@code teacher = momentum * teacher + (1 - momentum) * student}, tensor by tensor
 * under equal names, in one native call.
 */
public final class MovingAverage {
    private final NDManager manager;
    private final List<NDArray> teacher = new ArrayList<>();
    private final List<NDArray> student = new ArrayList<>();
    private final ListKernel kernel;

    /**
     * Pairs the tensors.
     *
     * @param manager of temporaries
     * @param teacher float32 tensors to change; at least one
     * @param student may hold further tensors, which are not read
     * @throws IllegalArgumentException if the student does not have a tensor of the teacher, or a shape differs
     */
    public MovingAverage(NDManager manager, Map<String, NDArray> teacher, Map<String, NDArray> student) {
        this.manager = manager;
        teacher.forEach((name, array) -> {
            NDArray leader = student.get(name);
            if (leader == null || !leader.getShape().equals(array.getShape())) {
                throw new IllegalArgumentException("the student has no " + name + " of shape " + array.getShape());
            }
            this.teacher.add(array);
            this.student.add(leader);
        });
        this.kernel = new ListKernel(
                "moving average",
                this.teacher.size(),
                List.of("t", "s"),
                List.of("t"),
                "torch._foreach_lerp_(t, s, float(values))",
                List.of());
    }

    /**
     * One step.
     *
     * @param momentum share of the teacher that stays, from 0 to 1; 0 copies the student
     */
    public void update(double momentum) {
        try (NDArray weight = Tensors.of(manager, 1 - momentum)) {
            kernel.run(weight, 0, List.of(teacher, student));
        }
    }
}
