package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.ConvNormRelu;
import io.peco4j.nn.conv.Passes;
import java.util.ArrayList;
import java.util.List;

/**
 * A few 3x3 convolutions with norm and ReLU, then a classifier of pixels (Long et al. 2015): the auxiliary head that
 * UPerNet is trained with.
 *
 * <p>(B, in, H, W) float32 to logits (B, classes, H, W). Children as in mmsegmentation, without its concatenated input:
 * {@code convs.i, conv_seg}.
 */
public final class FcnHead extends Layer {
    private final Passes convolutions;
    private final PixelClassifier classifier;

    /**
     * A head with fresh weights.
     *
     * @param in channels of the map
     * @param channels within the head; {@code in} if there is no convolution
     * @param convolutions before the classifier; 1
     * @param dropout share of the channels that training leaves out before the classifier; 0.1
     */
    public FcnHead(NetworkContext context, int in, int channels, int convolutions, int classes, double dropout) {
        this.classifier = new PixelClassifier(context, channels, classes, dropout);
        child("conv_seg", classifier.convolution());
        List<ConvNormRelu> layers = new ArrayList<>();
        for (int i = 0; i < convolutions; i++) {
            layers.add(child("convs." + i, new ConvNormRelu(context, i == 0 ? in : channels, channels, 3)));
        }
        this.convolutions = new Passes(layers);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray features = convolutions.run(x, training);
        NDArray logits = classifier.forward(features, training);
        if (features != x) {
            features.close();
        }
        return logits;
    }

    @Override
    public Shape outputShape(Shape input) {
        return classifier.outputShape(convolutions.outputShape(input));
    }

    @Override
    public double flops(Shape input) {
        return convolutions.flops(input) + classifier.flops(convolutions.outputShape(input));
    }

    @Override
    public double activationBytes(Shape input) {
        return convolutions.activationBytes(input) + classifier.activationBytes(convolutions.outputShape(input));
    }
}
