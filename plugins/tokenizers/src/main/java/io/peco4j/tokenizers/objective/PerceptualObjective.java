package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Step;
import io.peco4j.nn.perceptual.FeatureNormalisation;
import io.peco4j.nn.perceptual.PerceptualDistance;
import jakarta.inject.Inject;

/** The distance of a reconstruction to its picture in the features of a frozen network: PeCo's perceptual term. */
public final class PerceptualObjective implements CodebookObjective {
    private final double weight;
    private final PerceptualBackbone backbone;
    private final PerceptualDistance distance;

    /** What a study may say about this term. */
    public record Options(
            @Describe("what the term is multiplied with: PeCo's lambda; 0 leaves it out")
            @Default("1")
            @Range(min = 0, max = 1e6)
            double weight,

            @Describe("the network whose features are compared") @Default("mocov3-vit")
            Component<PerceptualBackbone> backbone,

            @Describe("what happens to the channels at each position before they are compared") @Default("layer-norm")
            FeatureNormalisation normalisation) {}

    @Inject
    public PerceptualObjective(Options options, NetworkContext context) {
        this.weight = options.weight();
        this.backbone = context.create(options.backbone());
        this.distance = new PerceptualDistance(backbone, options.normalisation());
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        return distance.between(reconstruction.images(), reconstruction.reconstructed());
    }

    /** Forward for the original and for the reconstruction, and backward through the frozen network for the latter. */
    @Override
    public double flopsPerExample() {
        return weight == 0 ? 0 : 3 * backbone.flopsPerImage();
    }

    @Override
    public double activationBytesPerExample() {
        return backbone.activationBytes();
    }
}
