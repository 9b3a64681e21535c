package io.peco4j.pretraining.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.moco.MocoLearner;
import io.peco4j.nn.moco.TwoViews;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** A MoCo v3 whose step takes milliseconds: pictures of 16 pixels, two blocks of width 32. */
final class TinyTraining {
    static final int IMAGE = 16;

    private TinyTraining() {}

    static VisionTransformer encoder(StandaloneContext context) {
        return new VisionTransformer(
                context,
                new VitConfig(
                        IMAGE,
                        8,
                        2,
                        BlockShape.plain(32, 4),
                        Positions.SIN_COS_MOCO,
                        RelativeBias.NONE,
                        0,
                        Start.MOCO_V3,
                        false,
                        Normalisation.NONE));
    }

    static MocoLearner learner(NDManager manager, int dimension, boolean frozenPatches) {
        StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
        MocoV3Framework.Options options = options(dimension, frozenPatches, recipe(6, 0));
        return (MocoLearner) new MocoV3Framework(options, encoder(context), context)
                .learner()
                .orElseThrow();
    }

    static MocoV3Framework.Options options(int dimension, boolean frozenPatches, Recipe recipe) {
        return new MocoV3Framework.Options(40, dimension, 0.99, 0.2, 0.08, frozenPatches, recipe);
    }

    static Recipe recipe(int batch, int microBatch) {
        return Recipe.adamW(1e-3)
                .withEpochs(1)
                .withBatch(batch)
                .withMicroBatch(microBatch)
                .withWeightDecay(0.1);
    }

    static Step step(long index, long total) {
        return new Step(index, total, 0, new SplittableRandom(index));
    }

    /** Views of noise. */
    static Batch noise(NDManager manager, int size) {
        Shape shape = new Shape(size, 3, IMAGE, IMAGE);
        return batch(manager, manager.randomNormal(shape), manager.randomNormal(shape));
    }

    static Batch batch(NDManager manager, NDArray one, NDArray other) {
        return new Views(
                Math.toIntExact(one.getShape().get(0)), manager, Map.of(TwoViews.FIRST, one, TwoViews.SECOND, other));
    }

    /** A loss and its backward pass. */
    static Loss backward(MocoLearner learner, Batch batch, Step step) {
        return GradientMode.on(() -> {
            Loss loss = learner.loss(batch, step);
            NDArray one = batch.manager().create(1f);
            JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) one, false, false);
            return loss;
        });
    }

    static Map<String, NDArray> copies(Map<String, NDArray> arrays) {
        Map<String, NDArray> made = new LinkedHashMap<>();
        arrays.forEach((name, array) -> made.put(name, array.duplicate()));
        return made;
    }

    private record Views(int size, NDManager manager, Map<String, NDArray> fields) implements Batch {
        @Override
        public NDArray get(String name) {
            return Objects.requireNonNull(fields.get(name), name);
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }
    }
}
