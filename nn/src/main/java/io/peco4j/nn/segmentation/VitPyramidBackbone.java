package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.vit.PatchMap;
import io.peco4j.nn.vit.Unnormed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vision transformer with a feature pyramid: the base of dense heads for segmentation and detection. Names of
 * parameters are the encoder's, without its final norm, and the pyramid's, without a prefix.
 */
public final class VitPyramidBackbone {
    private final Unnormed encoder;
    private final VitPyramid pyramid;
    private final List<Integer> layers;
    private final PatchMap map;

    /**
     * A backbone.
     *
     * @param layers the four blocks whose tokens it takes, from 1, not descending; a block may stand for several scales
     * @param grid the patches of the pictures
     */
    public VitPyramidBackbone(VisionEncoder encoder, VitPyramid pyramid, List<Integer> layers, PatchGrid grid) {
        this.encoder = new Unnormed(encoder);
        this.pyramid = pyramid;
        this.layers = List.copyOf(layers);
        this.map = new PatchMap(grid);
    }

    /**
     * Four maps of pictures (B, 3, H, W) in [0, 1], from the finest to the coarsest, owned by the manager of the
     * pictures.
     */
    public List<NDArray> features(NDArray images, boolean training) {
        List<Integer> distinct = layers.stream().distinct().toList();
        List<NDArray> tokens = encoder.features(images, distinct, training);
        List<NDArray> maps = new ArrayList<>();
        for (int layer : layers) {
            maps.add(map.of(tokens.get(distinct.indexOf(layer))));
        }
        tokens.forEach(NDArray::close);
        List<NDArray> scales = pyramid.forward(maps, training);
        // By identity: arrays are equal by content, which would read them back from the engine one by one.
        maps.stream()
                .filter(made -> scales.stream().noneMatch(scale -> scale == made))
                .forEach(NDArray::close);
        return scales;
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(pyramid));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(pyramid));
        return all;
    }
}
