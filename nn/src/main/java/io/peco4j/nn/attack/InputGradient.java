package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.loss.Losses;
import java.util.function.UnaryOperator;

/** How a classifier's mean cross entropy changes with its pictures: what attacks and saliency maps are made of. */
public final class InputGradient {
    private static final Kernel GRADIENT = Kernel.compile("input gradient", """
            def forward(self, x: Tensor, loss: Tensor) -> Tensor:
              found = torch.grad([loss], [x], None, None, False, False)
              return unchecked_cast(Tensor, found[0])
            """);

    private InputGradient() {}

    /**
     * The gradient with respect to the pictures alone; the classifier's parameters gather none.
     *
     * @param classifier pictures (B, 3, H, W) to logits (B, K), differentiable
     * @param images float32 (B, 3, H, W); unchanged
     * @param classes int64 (B)
     * @return as the pictures, without a graph, owned by their manager
     */
    public static NDArray of(UnaryOperator<NDArray> classifier, NDArray images, NDArray classes) {
        return GradientMode.on(() -> {
            try (NDManager step = images.getManager().newSubManager()) {
                NDArray leaf = images.duplicate();
                leaf.attach(step);
                leaf.setRequiresGradient(true);
                NDArray gradient = GRADIENT.apply(leaf, Losses.crossEntropy(classifier.apply(leaf), classes));
                gradient.attach(images.getManager());
                return gradient;
            }
        });
    }
}
