package io.peco4j.conformance.mutant.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Squared errors, times a factor for each colour that learns, the more the longer a picture's codewords are. */
class ReferenceObjective implements CodebookObjective {
    private static final Kernel TERM = Kernel.compile("reference term", """
            def forward(self, x: Tensor, images: Tensor, gain: Tensor, words: Tensor) -> Tensor:
              errors = torch.mean(torch.square(torch.mul(torch.sub(x, images), gain)), [1, 2, 3])
              lengths = torch.mean(torch.square(words), [1, 2, 3])
              return torch.mean(torch.mul(errors, torch.add(lengths, 1.0)))
            """);

    final NetworkContext context;
    private final NDArray gain;
    private final double weight;

    /** One thing to choose. */
    record Options(
            @Describe("what the term is multiplied with") @Default("1.0")
            double weight) {}

    @Inject
    ReferenceObjective(Options options, NetworkContext context) {
        this.context = context;
        this.weight = options.weight();
        this.gain = Initial.of(context).ones(1, 3, 1, 1);
        gain.setRequiresGradient(true);
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public NDArray term(Reconstruction attempt, Step step) {
        return TERM.apply(reconstructed(attempt), attempt.images(), gain, codewords(attempt));
    }

    NDArray reconstructed(Reconstruction attempt) {
        return attempt.reconstructed();
    }

    NDArray codewords(Reconstruction attempt) {
        return attempt.codewords();
    }

    @Override
    public List<ParameterGroup> groups() {
        return List.of(new ParameterGroup("gain", state(), 1, true));
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("gain", gain);
    }
}
