package io.peco4j.pretraining.masked;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** An encoder of pictures of 16 pixels in 4 x 4 patches, two blocks of 32 channels, and what surrounds it. */
public final class TinyParts {
    /** Side of the pictures. */
    public static final int IMAGE = 16;

    private TinyParts() {}

    /** The same numbers for every call. */
    public static StandaloneContext context(NDManager manager) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    public static VisionEncoder encoder(NDManager manager) {
        return encoder(manager, IMAGE, RelativeBias.NONE);
    }

    public static VisionEncoder encoder(NDManager manager, int image, RelativeBias bias) {
        return new VisionTransformer(
                context(manager),
                new VitConfig(
                        image,
                        4,
                        2,
                        BlockShape.plain(32, 2),
                        Positions.LEARNED,
                        bias,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    /** Options as a study's text sets them. */
    public static <R extends Record> R options(Class<R> type, String text) {
        return OptionsBinder.bind(type, ConfigFactory.parseString(text), ConfigFactory.empty(), "pretraining")
                .get();
    }

    /** The pictures and masks of some examples, each a function of its number alone. */
    public static Batch batch(NDManager manager, NDArray pictures, PatchMask mask, long seed, long... examples) {
        float[] hidden = new float[examples.length * mask.patches()];
        int[] rows = new int[examples.length];
        for (int i = 0; i < examples.length; i++) {
            rows[i] = (int) examples[i];
            float[] drawn = mask.draw(new SplittableRandom(1000 * seed + examples[i]));
            System.arraycopy(drawn, 0, hidden, i * mask.patches(), mask.patches());
        }
        NDArray images = pictures.get(manager.create(rows));
        return new Fields(
                manager,
                Map.of(
                        MaskedView.IMAGE,
                        images,
                        MaskedView.MASK,
                        manager.create(hidden, new Shape(examples.length, mask.patches()))),
                examples);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Fields(NDManager manager, Map<String, NDArray> arrays, long... indices) implements Batch {
        @Override
        public int size() {
            return indices.length;
        }

        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(arrays.get(name), name);
        }
    }
}
