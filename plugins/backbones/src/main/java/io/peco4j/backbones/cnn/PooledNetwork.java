package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.moco.ContrastedEncoder;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The mean of the last stage's map over its positions, as MoCo v3 trains it.
 *
 * @param network gives the maps
 * @param maker makes another network of the same form
 * @param colours normalises pictures in [0, 1]
 * @param imageSize size of the pictures
 */
record PooledNetwork(
        StagedNetwork network, Function<NetworkContext, StagedNetwork> maker, Kernel colours, PictureSize imageSize)
        implements ContrastedEncoder {
    private static final Kernel MEAN = Kernel.compile("mean of positions", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(x, [2, 3])
            """);

    @Override
    public NDArray encode(NDArray images) {
        try (NDArray normalised = colours.apply(images)) {
            List<NDArray> maps = network.stages(normalised, network.depth(), true);
            // The graph keeps what the backward pass needs.
            maps.subList(0, maps.size() - 1).forEach(NDArray::close);
            try (NDArray last = maps.get(maps.size() - 1)) {
                return MEAN.apply(last);
            }
        }
    }

    @Override
    public int width() {
        return network.width();
    }

    @Override
    public Map<String, NDArray> state() {
        return network.state();
    }

    @Override
    public Map<String, NDArray> trainable() {
        return network.trainable();
    }

    @Override
    public Set<String> withoutWeightDecay() {
        return Parameters.vectors(trainable());
    }

    @Override
    public PassState passState() {
        return network.passState();
    }

    @Override
    public ContrastedEncoder twin(NetworkContext context) {
        StagedNetwork twin = maker.apply(context);
        Weights.copyInto(twin.state(), network.state());
        return new PooledNetwork(twin, maker, colours, imageSize);
    }

    @Override
    public double flopsPerImage() {
        return network.flops(new Shape(1, 3, imageSize.height(), imageSize.width()), network.depth());
    }

    @Override
    public double activationBytes() {
        return network.activationBytes(new Shape(1, 3, imageSize.height(), imageSize.width()), network.depth());
    }
}
