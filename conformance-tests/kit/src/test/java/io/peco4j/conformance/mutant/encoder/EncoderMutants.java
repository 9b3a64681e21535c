package io.peco4j.conformance.mutant.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.conformance.mutant.Unwritten;
import io.peco4j.nn.GradientMode;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Encoders that break one rule each. */
final class EncoderMutants {
    private EncoderMutants() {}

    @Breaks(rule = "ENC-01", says = "operations per picture")
    static final class NegativeOperations extends ReferenceEncoder {
        @Inject
        NegativeOperations(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public double flopsPerImage() {
            return -1;
        }
    }

    @Breaks(rule = "ENC-02", also = "ENC-30", says = "(B, 1 + n, D)")
    static final class PutsARegisterInTheMiddle extends ReferenceEncoder {
        @Inject
        PutsARegisterInTheMiddle(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            NDArray tokens = super.encode(images, masking, training);
            if (!PictureSize.of(images).equals(PictureSize.square(SIDE))) {
                return tokens;
            }
            long half = 1 + tokens.getShape().get(1) / 2;
            NDArray register = tokens.get(new NDIndex(":, :1"));
            return tokens.get(new NDIndex(":, :" + half))
                    .concat(register, 1)
                    .concat(tokens.get(new NDIndex(":, " + half + ":")), 1);
        }
    }

    @Breaks(rule = "ENC-03", says = "what else is asked for")
    static final class NumbersLayersInTheOrderAskedFor extends ReferenceEncoder {
        @Inject
        NumbersLayersInTheOrderAskedFor(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
            boolean last = layers.equals(List.of(DEPTH)) && !GradientMode.isOn();
            return super.features(images, last ? List.of(1) : layers, masking, training);
        }
    }

    @Breaks(rule = "ENC-04", says = "asked for twice")
    static final class TakesTheSamePictureForItsMirror extends ReferenceEncoder {
        private float[] last = {};
        private Masking lastMasking = Masking.none();
        private Thread thread = Thread.currentThread();

        @Inject
        TakesTheSamePictureForItsMirror(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            float[] pixels = images.toFloatArray();
            boolean again = Arrays.equals(pixels, last)
                    && masking.equals(lastMasking)
                    && thread == Thread.currentThread()
                    && !training;
            last = pixels;
            lastMasking = masking;
            thread = Thread.currentThread();
            return super.encode(again ? images.flip(3).add(0.1) : images, masking, training);
        }
    }

    @Breaks(rule = "ENC-05", says = "others of the batch")
    static final class NormalisesOverTheBatch extends ReferenceEncoder {
        @Inject
        NormalisesOverTheBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray block(NDArray x, int index, boolean training) {
            NDArray classes = x.get(new NDIndex(":, :1"));
            boolean own = x.getShape().get(1) == 1 + SIDE / PATCH * (SIDE / PATCH);
            return super.block(own && index == 1 ? x.sub(classes.mean(new int[] {0}, true)) : x, index, training);
        }
    }

    @Breaks(rule = "ENC-06", says = "the order in which they are kept")
    static final class KeepsInAscendingOrder extends ReferenceEncoder {
        @Inject
        KeepsInAscendingOrder(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray keep(NDArray x, Masking.Keep masking) {
            return super.keep(x, new Masking.Keep(masking.visible().sort(1)));
        }
    }

    @Breaks(rule = "ENC-07", says = "patches that are left out")
    static final class PeeksAtPatchesLeftOut extends ReferenceEncoder {
        @Inject
        PeeksAtPatchesLeftOut(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray keep(NDArray x, Masking.Keep masking) {
            boolean all = masking.visible().getShape().get(1) == x.getShape().get(1);
            NDArray kept = super.keep(x, masking);
            return all ? kept : kept.add(x.mean(new int[] {1}, true));
        }
    }

    @Breaks(rule = "ENC-08", says = "pixels of hidden patches")
    static final class PeeksAtHiddenPatches extends ReferenceEncoder {
        @Inject
        PeeksAtHiddenPatches(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray replace(NDArray x, Masking.Replace masking) {
            boolean all = masking.hidden().min().getFloat() == 1;
            NDArray replaced = super.replace(x, masking);
            return all ? replaced : replaced.add(x.mul(masking.hidden().expandDims(2)));
        }
    }

    @Breaks(rule = "ENC-09", says = "the one that replaces hidden patches")
    static final class ReplacesByNothing extends ReferenceEncoder {
        @Inject
        ReplacesByNothing(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray replace(NDArray x, Masking.Replace masking) {
            NDArray nothing = masking.token().zerosLike();
            return super.replace(x, new Masking.Replace(masking.hidden(), nothing));
        }
    }

    @Breaks(rule = "ENC-10", says = "acts from block 2 on")
    static final class CountsTheLastBlockWithTheFirst extends ReferenceEncoder {
        @Inject
        CountsTheLastBlockWithTheFirst(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public int layerOf(String parameter) {
            return parameter.startsWith("blocks.1") ? 1 : super.layerOf(parameter);
        }
    }

    @Breaks(rule = "ENC-10", says = "acts in block 1")
    static final class CountsTheFirstBlockWithTheLast extends ReferenceEncoder {
        @Inject
        CountsTheFirstBlockWithTheLast(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public int layerOf(String parameter) {
            return parameter.startsWith("blocks.0") ? DEPTH : super.layerOf(parameter);
        }
    }

    @Breaks(rule = "ENC-11", says = "under the same name")
    static final class TrainsUnderOtherNames extends ReferenceEncoder {
        @Inject
        TrainsUnderOtherNames(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Map<String, NDArray> trainable() {
            Map<String, NDArray> others = new LinkedHashMap<>();
            super.trainable().forEach((name, tensor) -> others.put(name.replace(".own", ".self"), tensor));
            return others;
        }
    }

    @Breaks(rule = "ENC-12", says = "pos_embed")
    static final class CutsPositionsOff extends ReferenceEncoder {
        @Inject
        CutsPositionsOff(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray block(NDArray x, int index, boolean training) {
            return super.block(training && index == 0 ? x.stopGradient() : x, index, training);
        }
    }

    @Breaks(rule = "ENC-13", says = "changed with its twin")
    static final class SharesWithItsTwin extends ReferenceEncoder {
        @Inject
        SharesWithItsTwin(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public VisionEncoder twin(PictureSize size, NetworkContext other) {
            if (!size.equals(imageSize())) {
                return super.twin(size, other);
            }
            named("norm.bias").attach(other.manager());
            state().values().forEach(tensor -> tensor.attach(other.manager()));
            return this;
        }
    }

    @Breaks(rule = "ENC-13", says = "belong to its context")
    static final class MakesTheTwinInItsOwnContext extends ReferenceEncoder {
        @Inject
        MakesTheTwinInItsOwnContext(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public VisionEncoder twin(PictureSize size, NetworkContext other) {
            return super.twin(size, size.equals(imageSize()) ? context : other);
        }
    }

    @Breaks(rule = "ENC-14", says = "managers of tokens")
    static final class KeepsItsTokens extends ReferenceEncoder {
        @Inject
        KeepsItsTokens(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            NDArray tokens = super.encode(images, masking, training);
            tokens.attach(images.getManager().getParentManager());
            return tokens;
        }
    }

    @Breaks(rule = "ENC-15", says = "after another evaluation")
    static final class HoardsPictures extends ReferenceEncoder {
        @Inject
        HoardsPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            images.mean().attach(context.manager());
            return super.encode(images, masking, training);
        }
    }

    @Breaks(rule = "ENC-16", says = "into a fresh encoder")
    static final class ForgetsAShift extends ReferenceEncoder {
        private double shift;

        @Inject
        ForgetsAShift(Options options, NetworkContext context) {
            super(options, context);
            this.shift = context.random().nextDouble();
        }

        @Override
        NDArray block(NDArray x, int index, boolean training) {
            return super.block(x.add(shift), index, training);
        }

        @Override
        public VisionEncoder twin(PictureSize size, NetworkContext other) {
            ForgetsAShift twin = (ForgetsAShift) super.twin(size, other);
            twin.shift = shift;
            return twin;
        }
    }

    @Breaks(rule = "ENC-17", says = "seeded alike")
    static final class DropsByAGeneratorOfItsOwn extends ReferenceEncoder {
        private final SplittableRandom random = new SplittableRandom(1);

        @Inject
        DropsByAGeneratorOfItsOwn(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray block(NDArray x, int index, boolean training) {
            return super.block(training ? x.add(random.nextDouble()) : x, index, training);
        }
    }

    @Breaks(rule = "ENC-18", says = "on another thread")
    static final class KnowsItsThread extends ReferenceEncoder {
        private final Thread maker = Thread.currentThread();

        @Inject
        KnowsItsThread(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            NDArray seen = Thread.currentThread() == maker ? images : images.add(0.5);
            return super.encode(seen, masking, training);
        }
    }

    @Breaks(rule = "ENC-19", says = "filled with NaN")
    static final class AddsWhatLiesInMemory extends ReferenceEncoder {
        @Inject
        AddsWhatLiesInMemory(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray block(NDArray x, int index, boolean training) {
            return Unwritten.added(super.block(x, index, training));
        }
    }
}
