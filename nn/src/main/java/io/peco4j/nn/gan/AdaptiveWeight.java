package io.peco4j.nn.gan;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;

/**
 * How much an adversarial loss must weigh so that it pulls as strongly at a decoder's last layer as the reconstruction
 * does: {@code clamp(|d nll / d last| / (|d g / d last| + 1e-4), 0, 1e4)} (Esser et al. 2021, equation 7).
 */
public final class AdaptiveWeight {
    private static final Kernel KERNEL = Kernel.compile("adaptive weight", """
            def forward(self, reconstruction: Tensor, adversarial: Tensor, last: Tensor) -> Tensor:
              pull = torch.div(self.length(reconstruction, last), torch.add(self.length(adversarial, last), 1.0e-04))
              return torch.detach(torch.clamp(pull, 0., 10000.))

            def length(self, loss: Tensor, last: Tensor) -> Tensor:
              gradient = torch.grad([loss], [last], None, True, False, False)[0]
              return torch.norm(unchecked_cast(Tensor, gradient))
            """);

    private AdaptiveWeight() {}

    /**
     * The weight; no parameter's gradient changes, and both graphs stay. Gradient mode must be on.
     *
     * @param reconstruction a scalar with its graph
     * @param adversarial a scalar with its graph
     * @param last the weight of the layer that makes the pictures; both losses depend on it
     * @return float32 scalar without graph, owned by the manager of {@code reconstruction}
     */
    public static NDArray of(NDArray reconstruction, NDArray adversarial, NDArray last) {
        return KERNEL.apply(reconstruction, adversarial, last);
    }
}
