package io.peco4j.nn.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.Locale;

/**
 * The cross-entropy between what a teacher makes of each of two views and what a student makes of every other view of
 * the same picture (Caron et al. 2021, equations 1 and 3): the mean over all such pairs and pictures of
 * {@code -sum_k softmax((t - c) / T)_k log softmax(s / S)_k}.
 */
public final class DinoLoss {
    /** Views that the teacher sees; the first ones of the student. */
    public static final int TEACHER_VIEWS = 2;

    private static final String TEXT = """
            def forward(self, student: Tensor, teacher: Tensor, center: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              width = torch.size(student, 1)
              rows = torch.floordiv(torch.size(teacher, 0), @views)
              centred = torch.div(torch.sub(torch.detach(teacher), center), temperature)
              sharp = torch.reshape(torch.log_softmax(centred, -1), [@views, rows, width])
              targets = torch.exp(sharp)
              logs = torch.reshape(torch.log_softmax(torch.div(student, @temperature), -1), [-1, rows, width])
              others = torch.sub(torch.sum(logs, [0], True), torch.slice(logs, 0, 0, @views))
              pairs = torch.mul(torch.sub(torch.size(logs, 0), 1), torch.mul(@views, rows))
              loss = torch.neg(torch.div(torch.sum(torch.mul(targets, others)), pairs))
              entropy = torch.neg(torch.div(torch.sum(torch.mul(targets, sharp)), torch.mul(@views, rows)))
              return (loss, entropy, torch.sub(torch.detach(loss), entropy))
            """;

    private final Kernel kernel;

    /**
     * How far a student is from its teacher. Either kind of collapse brings the divergence to 0 for good: with the
     * entropy at {@code log K} all outputs are alike, with the entropy at 0 one of them takes everything.
     *
     * @param value the loss, float32 scalar with its graph
     * @param entropy of the teacher's targets, in nats, at most {@code log K}; float32 scalar without a graph
     * @param divergence of the student from them (Kullback and Leibler), in nats: what the loss is above the entropy
     */
    public record Match(NDArray value, NDArray entropy, NDArray divergence) {}

    /** @param studentTemperature S, above 0; 0.1 in the paper */
    public DinoLoss(double studentTemperature) {
        this.kernel = Kernel.compile(
                "DINO's loss",
                TEXT.replace("@views", Integer.toString(TEACHER_VIEWS))
                        .replace("@temperature", String.format(Locale.ROOT, "%.17e", studentTemperature)));
    }

    /**
     * The loss of a batch of B pictures. Rows are view by view, and within a view picture by picture.
     *
     * @param student float32 (V B, K), of V views, at least two; those of the teacher come first
     * @param teacher float32 (2 B, K); no gradient reaches it
     * @param center c, float32 (1, K)
     * @param teacherTemperature T, above 0
     * @return owned by the manager of the student's outputs
     */
    public Match of(NDArray student, NDArray teacher, NDArray center, double teacherTemperature) {
        NDArray temperature = Tensors.of(student.getManager(), (float) teacherTemperature);
        NDList results = kernel.call(student, teacher, center, temperature);
        return new Match(results.get(0), results.get(1), results.get(2));
    }
}
