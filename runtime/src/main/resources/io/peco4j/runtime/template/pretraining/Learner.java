package @package@;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.transformer.Linear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Hides patches, and compares the prediction with the pixels there: mean absolute error. */
final class @Name@Learner extends OneObjectiveLearner {
    private static final double DEVIATION = 0.02;

    private final @Name@Options options;
    private final VisionEncoder encoder;
    private final NDArray token;
    private final Linear head;
    private final Kernel error;

    @Name@Learner(@Name@Options options, VisionEncoder encoder, NetworkContext context) {
        this(options, encoder, Initial.of(context).truncatedNormal(DEVIATION, 1, 1, encoder.width()), head(encoder, context));
    }

    private @Name@Learner(@Name@Options options, VisionEncoder encoder, NDArray token, Linear head) {
        super("@id@", options.recipe(), groups(encoder, token, head));
        this.options = options;
        this.encoder = encoder;
        this.token = token;
        this.head = head;
        this.error = error(encoder.grid(), encoder.patchSize());
        token.setRequiresGradient(true);
    }

    private static Linear head(VisionEncoder encoder, NetworkContext context) {
        int numbers = 3 * encoder.patchSize() * encoder.patchSize();
        return new Linear(context, Initial.of(context).truncatedNormal(DEVIATION, numbers, encoder.width()), true);
    }

    /** Predictions (B, 1 + N, 3 P P), the class token's ignored; pictures (B, 3, S, S); hidden (B, N). */
    private static Kernel error(PatchGrid grid, int patch) {
        return Kernel.compile("error of hidden pixels", """
                def forward(self, predicted: Tensor, images: Tensor, hidden: Tensor) -> Tensor:
                  tiles = torch.reshape(images, [torch.size(images, 0), 3, TILES])
                  pixels = torch.flatten(torch.flatten(torch.permute(tiles, [0, 2, 4, 3, 5, 1]), 1, 2), 2)
                  errors = torch.mean(torch.abs(torch.sub(torch.slice(predicted, 1, 1), pixels)), [-1])
                  return torch.div(torch.sum(torch.mul(errors, hidden)), torch.sum(hidden))
                """.replace("TILES", grid.rows() + ", " + patch + ", " + grid.columns() + ", " + patch));
    }

    /** What trains, in two groups: biases, norms and the token have no weight decay. */
    private static List<ParameterGroup> groups(VisionEncoder encoder, NDArray token, Linear head) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        Map<String, NDArray> others = new LinkedHashMap<>();
        encoder.trainable()
                .forEach((name, array) -> (encoder.withoutWeightDecay().contains(name) ? others : weights).put(name, array));
        others.put("mask_token", token);
        Parameters.prefixed("head", Parameters.trainable(head))
                .forEach((name, array) -> (array.getShape().dimension() > 1 ? weights : others).put(name, array));
        return List.of(
                new ParameterGroup("weights", weights, 1, true), new ParameterGroup("no decay", others, 1, false));
    }

    @Override
    public Preparation preparation() {
        ImageTransform view = new RandomResizedCrop(encoder.imageSize(), options.cropScale(), 1, Filter.BICUBIC)
                .then(new HorizontalFlip(0.5));
        int patches = encoder.grid().patches();
        return (example, random) -> Sample.of(Sample.IMAGE, view.apply(example.image(), random))
                .with("hidden", mask(patches, random), patches);
    }

    /** 1 where a patch is hidden; all randomness is the generator's. */
    private float[] mask(int patches, RandomGenerator random) {
        int left = Math.max(1, Math.min(patches - 1, (int) Math.round(patches * options.hidden())));
        float[] mask = new float[patches];
        for (int i = 0; i < patches; i++) {
            // Of those that remain, as many as are left: every choice is equally likely.
            if (random.nextInt(patches - i) < left) {
                mask[i] = 1;
                left--;
            }
        }
        return mask;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray hidden = batch.get("hidden");
        NDArray tokens = encoder.encode(batch.get(Sample.IMAGE), new Masking.Replace(hidden, token), true);
        return Loss.of(error.apply(head.forward(tokens, true), batch.get(Sample.IMAGE), hidden));
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.put("mask_token", token);
        state.putAll(Parameters.prefixed("head", Parameters.state(head)));
        return state;
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * encoder.flopsPerImage();
    }

    /** The encoder's, the head's, and the predicted pixels with their errors. */
    @Override
    public double activationBytesPerExample() {
        Shape tokens = new Shape(1, 1 + encoder.grid().patches(), encoder.width());
        double pixels = 2.0 * Float.BYTES * head.outputShape(tokens).size();
        return encoder.activationBytes() + head.activationBytes(tokens) + pixels;
    }
}
