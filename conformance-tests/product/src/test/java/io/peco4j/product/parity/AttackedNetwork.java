package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.weights.Weights;
import java.util.function.UnaryOperator;

/** The classifier that the reference attacks: two convolutions that halve the picture, and a linear map. */
final class AttackedNetwork extends Layer {
    private final Kernel relu = Activation.RELU.kernel();
    private final Kernel tanh = Activation.TANH.kernel();
    private final Conv2d first;
    private final Conv2d second;
    private final Linear last;

    private AttackedNetwork(NetworkContext context, Arguments arguments) {
        int width = arguments.integer("width");
        int size = arguments.integer("size");
        this.first = child("0", new Conv2d(context, 3, width, 3, 2, 1));
        this.second = child("2", new Conv2d(context, width, width, 3, 2, 1));
        long features = second.outputShape(first.outputShape(new Shape(1, 3, size, size)))
                .size();
        int classes = arguments.integer("classes");
        NDArray weight = Initial.of(context).fanInUniform(features, classes, features);
        this.last = child("5", new Linear(context, weight, true));
    }

    /** The network of a case, with its weights; pictures to logits, in evaluation mode. */
    static UnaryOperator<NDArray> of(ParityCase reference) {
        AttackedNetwork network = new AttackedNetwork(reference.context(), reference.arguments());
        Weights.copyInto(Parameters.state(network), reference.weights());
        return images -> network.forward(images, false);
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        NDArray features = tanh.apply(second.forward(relu.apply(first.forward(x, training)), training));
        return last.forward(features.reshape(x.getShape().get(0), -1), training);
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), last.weight().getShape().get(0));
    }

    @Override
    public double flops(Shape input) {
        Shape halved = first.outputShape(input);
        return first.flops(input) + second.flops(halved) + last.flops(second.outputShape(halved));
    }
}
