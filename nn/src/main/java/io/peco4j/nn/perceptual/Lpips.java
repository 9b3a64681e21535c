package io.peco4j.nn.perceptual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.JoinLayer;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.cnn.VggStage;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import java.util.ArrayList;
import java.util.List;

/**
 * LPIPS over VGG-16 (Zhang et al. 2018): features with channels of length 1 at each position, squared differences,
 * weighted per channel, averaged over positions and added up over five layers.
 *
 * <p>Inputs are two batches of pictures float32 (B, 3, H, W) in [-1, 1]; the result is float32 (B, 1, 1, 1). Gradients
 * reach both. Used frozen, so the dropout before the channel weights is never on. Names as in taming: {@code
 * scaling_layer.{shift, scale}, net.sliceK.N, linK.model.1.weight}; channel weights start uniform within 1 / sqrt(C)
 * and mean something only once loaded.
 */
public final class Lpips extends JoinLayer {
    private static final float[] SHIFT = {-.030f, -.088f, -.188f};
    private static final float[] SCALE = {.458f, .448f, .450f};

    private static final Kernel SCALED = Kernel.compile("LPIPS scaling", """
            def forward(self, x: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
              return torch.div(torch.sub(x, shift), scale)
            """);

    /** The epsilon stands outside the root, as upstream; the root's own keeps the gradient of a zero finite. */
    private static final Kernel DISTANCE = Kernel.compile("LPIPS distance", """
            def forward(self, x: Tensor, y: Tensor, weight: Tensor) -> Tensor:
              d = torch.square(torch.sub(self.unit(x), self.unit(y)))
              return torch.mean(torch.sum(torch.mul(d, weight), [1], True), [2, 3], True)

            def unit(self, x: Tensor) -> Tensor:
              length = torch.sqrt(torch.clamp_min(torch.sum(torch.square(x), [1], True), 1.0e-30))
              return torch.div(x, torch.add(length, 1.0e-10))
            """);

    private final NDArray shift;
    private final NDArray scale;
    private final List<VggStage> slices;
    private final List<Conv2d> weights = new ArrayList<>();

    /** The published widths. */
    public Lpips(NetworkContext context) {
        this(context, VggShape.vgg16(false));
    }

    /** A metric over a VGG of any size. */
    public Lpips(NetworkContext context, VggShape shape) {
        Initial initial = Initial.of(context);
        this.shift = buffer("scaling_layer.shift", perChannel(initial, SHIFT));
        this.scale = buffer("scaling_layer.scale", perChannel(initial, SCALE));
        this.slices = VggStage.all(context, shape);
        for (int i = 0; i < slices.size(); i++) {
            child("net.slice" + (i + 1), slices.get(i));
            ConvShape weighing = ConvShape.of(shape.widths().get(i), 1, 1).withoutBias();
            weights.add(child("lin" + i + ".model.1", new Conv2d(context, weighing, ConvStart.uniform())));
        }
    }

    private static NDArray perChannel(Initial initial, float... values) {
        NDArray array = initial.zeros(1, values.length, 1, 1);
        array.set(values);
        return array;
    }

    /** Pictures in [-1, 1] as the feature network takes them, the same shape. */
    public NDArray scaled(NDArray images) {
        return SCALED.apply(images, shift, scale);
    }

    /** The feature maps of pictures in [-1, 1], before normalisation. */
    public List<NDArray> features(NDArray images) {
        List<NDArray> maps = new ArrayList<>();
        try (NDArray scaled = scaled(images)) {
            NDArray x = scaled;
            for (VggStage slice : slices) {
                x = slice.forward(x, false);
                maps.add(x);
            }
        }
        return maps;
    }

    /** The terms of the layers, (B, 1, 1, 1) each. */
    public List<NDArray> terms(NDArray one, NDArray other) {
        List<NDArray> x = features(one);
        List<NDArray> y = features(other);
        List<NDArray> found = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            try (NDArray mine = x.get(i);
                    NDArray theirs = y.get(i)) {
                found.add(DISTANCE.apply(mine, theirs, weights.get(i).weight()));
            }
        }
        return found;
    }

    /** How far apart the pictures of two batches are, (B, 1, 1, 1), owned by the manager of the first. */
    public NDArray between(NDArray one, NDArray other) {
        return terms(one, other).stream()
                .reduce((sum, term) -> {
                    try (sum;
                            term) {
                        return sum.add(term);
                    }
                })
                .orElseThrow();
    }

    /** @param inputs the two batches */
    @Override
    public NDArray forward(List<NDArray> inputs, boolean training) {
        return between(inputs.get(0), inputs.get(1));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return new Shape(inputs.get(0).get(0), 1, 1, 1);
    }

    @Override
    public double flops(List<Shape> inputs) {
        double sum = 0;
        Shape shape = inputs.get(0);
        for (int i = 0; i < slices.size(); i++) {
            sum += 2 * slices.get(i).flops(shape);
            shape = slices.get(i).outputShape(shape);
            sum += weights.get(i).flops(shape);
        }
        return sum;
    }
}
