package io.peco4j.nn.loss;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * What a student learns from a teacher's answers (Hinton et al. 2015; Touvron et al. 2020, section 4).
 *
 * <p>Logits are float32 (B, K); gradients flow to the student's. Results are float32 scalars, owned by the manager of
 * the student's logits.
 */
public final class Distillation {
    private static final Kernel SOFT =
            Kernel.compile("soft distillation", """
            def forward(self, student: Tensor, teacher: Tensor, temperature: Tensor) -> Tensor:
              t = float(temperature)
              cold = torch.div(student, t)
              warm = torch.detach(torch.div(teacher, t))
              answer = @teacher
              terms = torch.mul(torch.exp(answer), torch.sub(answer, @student))
              return torch.div(torch.mul(torch.sum(terms), torch.mul(t, t)), torch.numel(student))
            """.replace("@teacher", Activation.LOG_SOFTMAX.of("warm"))
                    .replace("@student", Activation.LOG_SOFTMAX.of("cold")));

    private static final Kernel HARD = Kernel.compile("hard distillation", """
            def forward(self, student: Tensor, teacher: Tensor) -> Tensor:
              return torch.cross_entropy_loss(student, torch.argmax(torch.detach(teacher), 1))
            """);

    private static final Kernel TOGETHER = Kernel.compile("labels and teacher", """
            def forward(self, label: Tensor, teacher: Tensor, share: Tensor) -> Tensor:
              alpha = float(share)
              return torch.add(torch.mul(label, torch.sub(1.0, alpha)), torch.mul(teacher, alpha))
            """);

    private Distillation() {}

    /**
     * {@code t^2 KL(softmax(teacher / t) || softmax(student / t)) / K}: the sum over the batch is divided by the number
     * of its logits, as DeiT's code does, and not by that of its rows.
     *
     * @param temperature t, above 0
     */
    public static NDArray soft(NDArray student, NDArray teacher, double temperature) {
        try (NDArray t = Tensors.of(student.getManager(), temperature)) {
            return SOFT.apply(student, teacher, t);
        }
    }

    /** Cross entropy with the teacher's likeliest class. */
    public static NDArray hard(NDArray student, NDArray teacher) {
        return HARD.apply(student, teacher);
    }

    /**
     * The loss of labels and the loss of a teacher together.
     *
     * @param share of the teacher's, from 0 to 1
     */
    public static NDArray together(NDArray label, NDArray teacher, double share) {
        try (NDArray alpha = Tensors.of(label.getManager(), share)) {
            return TOGETHER.apply(label, teacher, alpha);
        }
    }
}
