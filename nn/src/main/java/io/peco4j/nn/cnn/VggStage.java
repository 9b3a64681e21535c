package io.peco4j.nn.cnn;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.ChainLayer;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvChain;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvSteps;
import io.peco4j.nn.conv.Pool2d;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What VGG does at one resolution, as one kernel: pooling to half the size, except in the first stage, then 3x3
 * convolutions, each with ReLU and perhaps a batch norm between.
 *
 * <p>(B, in, H, W) to (B, out, H / 2, W / 2) or, in the first stage, (B, out, H, W). Children are named by their index
 * in torchvision's {@code features}, which counts pooling, norms and ReLUs too.
 */
public final class VggStage extends ChainLayer {
    private final ConvChain chain;
    private final Map<String, Layer> named;

    private VggStage(NetworkContext context, ConvSteps steps, Map<String, Layer> named) {
        this.named = named;
        named.forEach(this::child);
        this.chain = ConvChain.of(context, "VGG stage", steps);
    }

    /** The stages of a network, from the highest resolution to the lowest. */
    public static List<VggStage> all(NetworkContext context, VggShape shape) {
        List<VggStage> stages = new ArrayList<>();
        int index = 0;
        int in = 3;
        for (int i = 0; i < shape.widths().size(); i++) {
            ConvSteps steps = ConvSteps.begin();
            Map<String, Layer> named = new LinkedHashMap<>();
            if (i > 0) {
                steps = steps.pool(Pool2d.max(2, 2, 0, false));
                index++;
            }
            for (int j = 0; j < shape.convolutions().get(i); j++) {
                int out = shape.widths().get(i);
                Conv2d conv = new Conv2d(context, ConvShape.same(in, out, 3), ConvStart.kaiming());
                named.put(Integer.toString(index++), conv);
                steps = steps.convolve(conv);
                if (shape.norm()) {
                    BatchNorm norm = new BatchNorm(context, out);
                    named.put(Integer.toString(index++), norm);
                    steps = steps.normalise(norm);
                }
                steps = steps.relu();
                index++;
                in = out;
            }
            stages.add(new VggStage(context, steps, named));
        }
        return stages;
    }

    /** The children by name. */
    Map<String, Layer> named() {
        return named;
    }

    @Override
    protected ConvChain chain() {
        return chain;
    }
}
