package @package@;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Learner;
import jakarta.inject.Inject;
import java.util.Optional;

/** Masked image modelling without tokens: a linear layer predicts the pixels of hidden patches (Xie et al. 2021). */
@Describe("SimMIM: predicts the pixels of hidden patches by one linear layer")
public final class @Name@ implements PretrainingFramework {
    private final @Name@Learner learner;

    /**
     * The framework around an encoder, with a fresh head.
     *
     * @throws InvalidInputException @PREFIX@-101 if the encoder does not fit: found when a study is planned, not when
     *     it runs
     */
    @Inject
    public @Name@(@Name@Options options, VisionEncoder encoder, NetworkContext context) {
        if (encoder.grid().patches() < 2) {
            throw new InvalidInputException(new Problem(
                    "@PREFIX@-101",
                    "the encoder's pictures are a single patch of " + encoder.patchSize() + " pixels",
                    "@id@",
                    "a smaller patch, or larger pictures: something has to stay visible"));
        }
        this.learner = new @Name@Learner(options, encoder, context);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }
}
