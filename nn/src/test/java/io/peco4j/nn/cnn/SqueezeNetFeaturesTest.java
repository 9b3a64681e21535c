package io.peco4j.nn.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SqueezeNetFeaturesTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray images = random(2, 3, 33, 40);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void oneKernelDoesWhatThreeConvolutionsDo() {
        StandaloneContext context = context(Precision.FLOAT32);
        Fire fire = new Fire(context, 8, 4, 6, Fire.kernel(Precision.FLOAT32));
        NDArray x = random(2, 8, 7, 5);
        assertThat(fire.forward(x, false).getShape()).isEqualTo(fire.outputShape(x.getShape()));
        assertThat(Gradients.relativeError(fire.forward(x, false), fire.composed(x)))
                .isLessThan(1e-6);
    }

    @Test
    void hasTheParametersOfTheOriginal() {
        Map<String, NDArray> state =
                Parameters.state(new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE));
        assertThat(state).hasSize(50).containsKeys("features.0.weight", "features.12.expand3x3.bias");
        assertThat(state.values().stream().mapToLong(NDArray::size).sum()).isEqualTo(722_496);
    }

    @Test
    void torchvisionsColoursAreNormalisedRgb() {
        NDArray red = manager.zeros(new Shape(1, 3, 32, 32));
        red.set(new NDIndex(":, 0"), 1);
        SqueezeNetFeatures caffe = new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE);
        SqueezeNetFeatures imagenet =
                new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.IMAGENET);
        Weights.copyInto(Parameters.state(imagenet), Parameters.state(caffe));
        NDArray weight = Gradients.named(Parameters.state(caffe), "features.0.weight");
        NDArray bias = Gradients.named(Parameters.state(caffe), "features.0.bias");
        float[] rgb = {(1 - 0.485f) / 0.229f, -0.456f / 0.224f, -0.406f / 0.225f};
        float[] bgr = {-103.939f, -116.779f, 255 - 123.68f};
        for (Map.Entry<SqueezeNetFeatures, float[]> each :
                Map.of(caffe, bgr, imagenet, rgb).entrySet()) {
            NDArray seen = manager.create(each.getValue()).reshape(1, 3, 1, 1);
            NDArray expected = weight.sum(new int[] {2, 3}, true)
                    .mul(seen)
                    .sum(new int[] {1, 2, 3})
                    .add(bias);
            NDArray found = each.getKey().features(red, List.of(1)).get(0).get("0, :, 4, 4");
            assertThat(found.allClose(expected.maximum(0), 1e-3, 1e-3, false)).isTrue();
        }
    }

    @Test
    void tapsAreWhatLongerPassesPassThrough() {
        SqueezeNetFeatures net = new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE);
        List<NDArray> all = net.features(images, List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        assertThat(all)
                .extracting(NDArray::getShape)
                .startsWith(new Shape(2, 64, 16, 19), new Shape(2, 64, 8, 9))
                .endsWith(new Shape(2, 512, 2, 2))
                .endsWith(net.outputShape(images.getShape()));
        List<NDArray> some = net.features(images, List.of(4, 9));
        assertThat(some.get(0)).isEqualTo(all.get(3));
        assertThat(some.get(1)).isEqualTo(all.get(8));
        assertThat(net.forward(images, false)).isEqualTo(all.get(11));
    }

    @Test
    void theSmallestPictureReachesTheLastLayer() {
        SqueezeNetFeatures net = new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE);
        NDArray smallest = random(1, 3, SqueezeNetFeatures.SMALLEST, SqueezeNetFeatures.SMALLEST);
        assertThat(net.forward(smallest, false).getShape()).isEqualTo(new Shape(1, 512, 1, 1));
    }

    @Test
    void gradientsReachThePictures() {
        SqueezeNetFeatures net = new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE);
        Parameters.freeze(net);
        images.setRequiresGradient(true);
        Gradients.backward(() -> scalar(net, images), manager.ones(new Shape()));
        NDArray gradient = Gradients.take(images);
        float length = (float) Math.sqrt(gradient.square().sum().getFloat());
        NDArray step = gradient.mul(0.02f / length);
        float there = scalar(net, images.add(step)).getFloat();
        float back = scalar(net, images.sub(step)).getFloat();
        assertThat((there - back) / 0.04f).isCloseTo(length, withPercentage(1));
    }

    private static NDArray scalar(SqueezeNetFeatures net, NDArray pictures) {
        return net.features(pictures, List.of(1, 4)).get(1).square().sum();
    }

    @Test
    void bfloat16StaysNear() {
        NDArray exact = new SqueezeNetFeatures(context(Precision.FLOAT32), SqueezeNetFeatures.Colours.CAFFE)
                .forward(images, false);
        NDArray half = new SqueezeNetFeatures(context(Precision.BFLOAT16), SqueezeNetFeatures.Colours.CAFFE)
                .forward(images, false);
        assertThat(Gradients.relativeError(half, exact)).isBetween(1e-5, 0.03);
    }

    @Test
    void layersThatDoNotExistAreRefused() {
        for (List<Integer> layers :
                List.of(List.<Integer>of(), List.of(0), List.of(13), List.of(4, 4), List.of(9, 4))) {
            assertThatThrownBy(() -> SqueezeNetFeatures.checkLayers(layers))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private StandaloneContext context(Precision precision) {
        return new StandaloneContext(manager, precision, new Random(1));
    }

    private NDArray random(long... shape) {
        Random random = new Random(shape[1]);
        Shape size = new Shape(shape);
        float[] values = new float[Math.toIntExact(size.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return manager.create(values, size);
    }
}
