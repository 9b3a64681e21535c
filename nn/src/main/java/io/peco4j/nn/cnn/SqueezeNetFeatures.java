package io.peco4j.nn.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.Pool2d;
import io.peco4j.nn.vit.Normalisation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of SqueezeNet 1.1 (Iandola et al. 2016), without its classifier: no padding before the first
 * convolution, and pooling that rounds up. What its weights were trained on decides the {@link Colours} that it sees.
 *
 * <p>Parameters have torchvision's names: {@code features.0.weight}, {@code features.3.squeeze.weight}. Layers are
 * numbered likewise: 1 follows the first convolution and its ReLU; 2, 5 and 8 are poolings; 3, 4, 6, 7 and 9 to 12 fire
 * modules. 722,496 parameters.
 */
public final class SqueezeNetFeatures extends Layer {
    /** The last layer. */
    public static final int LAYERS = 12;

    /** Side of the smallest picture that has a feature in each layer, in pixels. */
    public static final int SMALLEST = 17;

    /** What becomes of RGB in [0, 1] first. */
    public enum Colours {
        /** BGR from 0 to 255 minus a mean: the Caffe model, and what was converted from it. */
        CAFFE,
        /** RGB minus ImageNet's mean by its deviation: torchvision's weights. */
        IMAGENET
    }

    /** By the number of the result. */
    private final Map<Integer, Layer> steps = new LinkedHashMap<>();

    private final Kernel colours;

    /** A network with fresh weights. */
    public SqueezeNetFeatures(NetworkContext context, Colours colours) {
        this.colours = switch (colours) {
            case CAFFE -> caffe();
            case IMAGENET -> Normalisation.IMAGENET.kernel();
        };
        Kernel fire = Fire.kernel(context.precision());
        steps.put(1, child("features.0", ReluConv.halving(context, 3, 64)));
        steps.put(2, Pool2d.max(3, 2, 0, true));
        fire(context, 3, 64, 16, 64, fire);
        fire(context, 4, 128, 16, 64, fire);
        steps.put(5, Pool2d.max(3, 2, 0, true));
        fire(context, 6, 128, 32, 128, fire);
        fire(context, 7, 256, 32, 128, fire);
        steps.put(8, Pool2d.max(3, 2, 0, true));
        fire(context, 9, 256, 48, 192, fire);
        fire(context, 10, 384, 48, 192, fire);
        fire(context, 11, 384, 64, 256, fire);
        fire(context, LAYERS, 512, 64, 256, fire);
    }

    private static Kernel caffe() {
        return Kernel.compile("Caffe's colours", """
                def forward(self, x: Tensor) -> Tensor:
                  red, green, blue = torch.unbind(torch.mul(x, 255.0), 1)
                  return torch.stack([torch.sub(blue, 103.939), torch.sub(green, 116.779), torch.sub(red, 123.68)], 1)
                """);
    }

    private void fire(NetworkContext context, int number, int in, int squeezed, int expanded, Kernel kernel) {
        steps.put(number, child("features." + number, new Fire(context, in, squeezed, expanded, kernel)));
    }

    /**
     * The maps after chosen layers; nothing beyond the last of them is computed.
     *
     * @param images float32 (B, 3, H, W), RGB in [0, 1], at least {@link #SMALLEST} pixels a side
     * @param layers ascending, from 1 to {@link #LAYERS}
     * @return (B, C, H', W') each, owned by the manager of the pictures
     * @throws IllegalArgumentException if the layers are not as stated
     */
    public List<NDArray> features(NDArray images, List<Integer> layers) {
        checkLayers(layers);
        List<NDArray> kept = new ArrayList<>();
        NDArray x = colours.apply(images);
        boolean wanted = false;
        for (Map.Entry<Integer, Layer> step : steps.entrySet()) {
            NDArray next = step.getValue().forward(x, false);
            if (!wanted) {
                // The graph keeps what the backward pass needs.
                x.close();
            }
            wanted = layers.contains(step.getKey());
            if (wanted) {
                kept.add(next);
            }
            x = next;
            if (kept.size() == layers.size()) {
                break;
            }
        }
        return kept;
    }

    /** @throws IllegalArgumentException if the layers are none, not ascending or not all from 1 to {@link #LAYERS} */
    public static void checkLayers(List<Integer> layers) {
        int before = 0;
        for (int layer : layers) {
            if (layer <= before || layer > LAYERS) {
                throw new IllegalArgumentException("layers " + layers + " are not ascending from 1 to " + LAYERS);
            }
            before = layer;
        }
        if (before == 0) {
            throw new IllegalArgumentException("there is no layer");
        }
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return features(x, List.of(LAYERS)).get(0);
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape shape = input;
        for (Layer step : steps.values()) {
            shape = step.outputShape(shape);
        }
        return shape;
    }

    @Override
    public double flops(Shape input) {
        return flops(input, LAYERS);
    }

    /** As {@link #flops(Shape)}, up to a layer and with it. */
    public double flops(Shape input, int last) {
        double flops = 0;
        Shape shape = input;
        for (Map.Entry<Integer, Layer> step : steps.entrySet()) {
            if (step.getKey() <= last) {
                flops += step.getValue().flops(shape);
                shape = step.getValue().outputShape(shape);
            }
        }
        return flops;
    }

    @Override
    public double activationBytes(Shape input) {
        return activationBytes(input, LAYERS);
    }

    /** As {@link #activationBytes(Shape)}, up to a layer and with it. */
    public double activationBytes(Shape input, int last) {
        double bytes = 0;
        Shape shape = input;
        for (Map.Entry<Integer, Layer> step : steps.entrySet()) {
            if (step.getKey() <= last) {
                bytes += step.getValue().activationBytes(shape);
                shape = step.getValue().outputShape(shape);
            }
        }
        return bytes;
    }

    /** Numbers in the maps of chosen layers. */
    public long mapSize(Shape input, List<Integer> layers) {
        long size = 0;
        Shape shape = input;
        for (Map.Entry<Integer, Layer> step : steps.entrySet()) {
            shape = step.getValue().outputShape(shape);
            size += layers.contains(step.getKey()) ? shape.size() : 0;
        }
        return size;
    }
}
