package io.peco4j.conformance.mutant.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Borderless;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Encoders that break one rule each about twins, sizes, masked features, or the names of parameters. */
final class EncoderSizeMutants {
    private EncoderSizeMutants() {}

    @Breaks(rule = "ENC-13", says = "come from a file")
    static final class TakesItsTwinsForFreshOnes extends ReferenceEncoder {
        private boolean fresh;

        @Inject
        TakesItsTwinsForFreshOnes(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public boolean isPretrained() {
            return !fresh;
        }

        @Override
        public VisionEncoder twin(PictureSize size, NetworkContext other) {
            TakesItsTwinsForFreshOnes twin = (TakesItsTwinsForFreshOnes) super.twin(size, other);
            twin.fresh = true;
            return twin;
        }
    }

    @Breaks(rule = "ENC-20", says = "shared by 3")
    static final class CountsThreeHeads extends ReferenceEncoder {
        @Inject
        CountsThreeHeads(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public int heads() {
            return 3;
        }
    }

    @Breaks(rule = "ENC-21", says = "depend on the others")
    static final class NormalisesOtherSizesOverTheBatch extends ReferenceEncoder {
        @Inject
        NormalisesOtherSizesOverTheBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray start(NDArray images, Masking masking) {
            NDArray x = super.start(images, masking);
            boolean own = PictureSize.of(images).equals(imageSize());
            return own ? x : x.add(x.sub(x.mean(new int[] {0}, true)));
        }
    }

    @Breaks(rule = "ENC-21", says = "one side")
    static final class TakesSquaresOnly extends ReferenceEncoder {
        @Inject
        TakesSquaresOnly(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray start(NDArray images, Masking masking) {
            if (!PictureSize.of(images).isSquare()) {
                throw new UnsupportedOperationException("pictures have one side");
            }
            return super.start(images, masking);
        }
    }

    @Breaks(rule = "ENC-22", says = "tells places apart")
    static final class RepeatsPositions extends ReferenceEncoder {
        @Inject
        RepeatsPositions(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray positions(NDArray owner, PatchGrid grid) {
            NDArray own = named("pos_embed");
            long times = (grid.patches() + grid().patches() - 1) / grid().patches();
            NDArray repeated = own.repeat(1, times);
            repeated.attach(owner.getManager());
            return repeated.get(new NDIndex(":, :" + grid.patches()));
        }
    }

    @Breaks(rule = "ENC-23", says = "others in a twin")
    static final class LeavesTheTwinsClassTokenFresh extends ReferenceEncoder {
        @Inject
        LeavesTheTwinsClassTokenFresh(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public VisionEncoder twin(PictureSize size, NetworkContext other) {
            ReferenceEncoder twin = (ReferenceEncoder) super.twin(size, other);
            if (!size.equals(imageSize())) {
                twin.named("cls_token").subi(0.5);
            }
            return twin;
        }
    }

    @Breaks(rule = "ENC-24", says = "where n = 8")
    static final class ShowsFeaturesOfAllPatches extends ReferenceEncoder {
        @Inject
        ShowsFeaturesOfAllPatches(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
            Masking seen = masking instanceof Masking.Keep ? Masking.none() : masking;
            return super.features(images, layers, seen, training);
        }
    }

    @Breaks(rule = "ENC-24", says = "patches that the masking hides")
    static final class ShowsFeaturesOfHiddenPixels extends ReferenceEncoder {
        @Inject
        ShowsFeaturesOfHiddenPixels(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
            Masking seen = masking instanceof Masking.Replace ? Masking.none() : masking;
            return super.features(images, layers, seen, training);
        }
    }

    @Breaks(rule = "ENC-25", says = "names of parameters")
    static final class SparesWhatThereIsNot extends ReferenceEncoder {
        @Inject
        SparesWhatThereIsNot(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Set<String> withoutWeightDecay() {
            Set<String> spared = new TreeSet<>(super.withoutWeightDecay());
            spared.add("position_embedding");
            return spared;
        }
    }

    @Breaks(rule = "ENC-25", says = "blocks.0.bias")
    static final class DecaysBiases extends ReferenceEncoder {
        @Inject
        DecaysBiases(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Set<String> withoutWeightDecay() {
            return Set.of("cls_token", "pos_embed");
        }
    }

    @Breaks(rule = "ENC-26", says = "finalNorm()")
    static final class HasAFinalNormWithoutNames extends ReferenceEncoder {
        @Inject
        HasAFinalNormWithoutNames(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Set<String> finalNorm() {
            return Set.of();
        }
    }

    @Breaks(rule = "ENC-28", says = "normalised")
    static final class NormalisesNothing extends ReferenceEncoder {
        @Inject
        NormalisesNothing(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray normalised(NDArray tokens) {
            return tokens.duplicate();
        }
    }

    @Breaks(rule = "ENC-27", says = "patchEmbedding()")
    static final class CountsPositionsAmongPatches extends ReferenceEncoder {
        @Inject
        CountsPositionsAmongPatches(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Set<String> patchEmbedding() {
            Set<String> names = new TreeSet<>(super.patchEmbedding());
            names.add("pos_embed");
            return names;
        }
    }

    @Breaks(rule = "ENC-29", says = "rows of pixels")
    static final class SeesNoBorder extends ReferenceEncoder {
        @Inject
        SeesNoBorder(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray start(NDArray images, Masking masking) {
            return super.start(Borderless.one(images), masking);
        }
    }

    @Breaks(rule = "ENC-30", also = "ENC-06", says = "the class is token 0")
    static final class PutsTheClassBehind extends ReferenceEncoder {
        @Inject
        PutsTheClassBehind(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray encode(NDArray images, Masking masking, boolean training) {
            return behind(super.encode(images, masking, training));
        }

        @Override
        public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
            return super.features(images, layers, masking, training).stream()
                    .map(PutsTheClassBehind::behind)
                    .toList();
        }

        private static NDArray behind(NDArray tokens) {
            return tokens.get(new NDIndex(":, 1:")).concat(tokens.get(new NDIndex(":, :1")), 1);
        }
    }
}
