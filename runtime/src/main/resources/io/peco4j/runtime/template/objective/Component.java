package @package@;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Kernel;
import jakarta.inject.Inject;

/** Total variation (Rudin, Osher and Fatemi 1992): the mean difference of neighbouring pixels, down and across. */
@Describe("the total variation of reconstructions: prefers smooth pictures")
public final class @Name@ implements CodebookObjective {
    /**
     * A kernel is one call, and may multiply by numbers where gradients pass; see the plugin guide. The absolute value
     * is smooth at 0, where most neighbours are: without a kink, the gradient is that of the term everywhere.
     */
    private static final Kernel VARIATION = Kernel.compile("total variation", """
            def forward(self, x: Tensor) -> Tensor:
              down = torch.sub(torch.slice(x, 2, 1), torch.slice(x, 2, 0, -1))
              across = torch.sub(torch.slice(x, 3, 1), torch.slice(x, 3, 0, -1))
              return torch.add(self.length(down), self.length(across))

            def length(self, x: Tensor) -> Tensor:
              return torch.mean(torch.sqrt(torch.add(torch.square(x), 1.0e-03)))
            """);

    private final @Name@Options options;

    /** Makes one; it has no parameters, and asks for no context. */
    @Inject
    public @Name@(@Name@Options options) {
        this.options = options;
    }

    @Override
    public double weight() {
        return options.weight();
    }

    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        return VARIATION.apply(reconstruction.reconstructed());
    }
}
