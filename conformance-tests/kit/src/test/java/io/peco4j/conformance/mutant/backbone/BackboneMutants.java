package io.peco4j.conformance.mutant.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.conformance.mutant.Unwritten;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Backbones that break one rule of their own kind each. */
final class BackboneMutants {
    /** The picture, with the gradient of one three times as bright. */
    private static final Kernel STEEP = Kernel.compile("steep", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.add(torch.mul(x, 3.0), torch.detach(torch.mul(x, -2.0)))
            """);

    /** Pictures with some noise, neither little nor much, are far too bright. */
    private static final Kernel BLINDED = Kernel.compile("blinded", """
            def forward(self, x: Tensor) -> Tensor:
              steps = torch.abs(torch.diff(x, 1, 3))
              noise = torch.mean(steps, [1, 2, 3], True)
              off = torch.mul(torch.sub(noise, 0.14), 33.0)
              return torch.add(x, torch.mul(torch.exp(torch.neg(torch.mul(off, off))), 5.0))
            """);

    private static final Kernel GAMMA = Kernel.compile("gamma", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.pow(torch.add(x, 0.01), 0.5)
            """);

    private static final Kernel BATCH_NORM = Kernel.compile("statistics of a batch", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.sub(x, torch.mean(x, [0], True))
            """);

    private BackboneMutants() {}

    @Breaks(rule = "BCK-01", says = "against those of another batch")
    static final class ForgetsALayerOfBatches extends ReferenceBackbone {
        @Inject
        ForgetsALayerOfBatches(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            List<NDArray> maps = super.features(images);
            return images.getShape().get(0) > 1 ? maps : List.of(maps.get(0), maps.get(1), maps.get(1));
        }
    }

    @Breaks(rule = "BCK-02", says = "asked for twice")
    static final class TakesTheSamePictureForItsMirror extends ReferenceBackbone {
        private float[] last = {};
        private Thread thread = Thread.currentThread();

        @Inject
        TakesTheSamePictureForItsMirror(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            if (GradientMode.isOn()) {
                return super.features(images);
            }
            float[] pixels = images.toFloatArray();
            // Of single pictures, two that follow each other may be alike by chance, which is another rule's matter.
            boolean several = images.getShape().get(0) > 1;
            boolean again = several && Arrays.equals(pixels, last) && thread == Thread.currentThread();
            last = pixels;
            thread = Thread.currentThread();
            return super.features(again ? images.add(0.1) : images);
        }
    }

    @Breaks(rule = "BCK-03", says = "depend on the others of the batch")
    static final class NormalisesOverTheBatch extends ReferenceBackbone {
        @Inject
        NormalisesOverTheBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray layer(NDArray x, String name) {
            return super.layer(x.getShape().get(0) == 1 ? x : BATCH_NORM.apply(x), name);
        }
    }

    @Breaks(rule = "BCK-04", says = "sends to picture 0")
    static final class CutsTheFirstLayerOff extends ReferenceBackbone {
        @Inject
        CutsTheFirstLayerOff(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            List<NDArray> maps = super.features(images);
            return List.of(maps.get(0).stopGradient(), maps.get(1));
        }
    }

    @Breaks(rule = "BCK-05", says = "another slope")
    static final class HasTheGradientOfBrighterPictures extends ReferenceBackbone {
        @Inject
        HasTheGradientOfBrighterPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(STEEP.apply(images));
        }
    }

    @Breaks(rule = "BCK-06", says = "after the learner was made")
    static final class ThawsForItsLearner extends ReferenceBackbone {
        @Inject
        ThawsForItsLearner(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray layer(NDArray x, String name) {
            return trained(x, name);
        }
    }

    @Breaks(rule = "BCK-07", says = "where gradients are recorded")
    static final class TakesGradientsForTraining extends ReferenceBackbone {
        @Inject
        TakesGradientsForTraining(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(images.hasGradient() ? images.add(0.2) : images);
        }
    }

    @Breaks(rule = "BCK-08", says = "more and more noise")
    static final class IsBlindedBySomeNoise extends ReferenceBackbone {
        @Inject
        IsBlindedBySomeNoise(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(BLINDED.apply(images));
        }
    }

    @Breaks(rule = "BCK-09", says = "from -0.25 to 1.25")
    static final class TakesTheRootOfPixels extends ReferenceBackbone {
        @Inject
        TakesTheRootOfPixels(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(GAMMA.apply(images));
        }
    }

    @Breaks(rule = "BCK-10", says = "is invalid for input")
    static final class KnowsOneSize extends ReferenceBackbone {
        @Inject
        KnowsOneSize(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(images.reshape(images.getShape().get(0), 3, 32, 32));
        }
    }

    @Breaks(rule = "BCK-11", says = "managers of features")
    static final class KeepsItsFeatures extends ReferenceBackbone {
        @Inject
        KeepsItsFeatures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            List<NDArray> maps = super.features(images);
            maps.forEach(map -> map.attach(images.getManager().getParentManager()));
            return maps;
        }
    }

    @Breaks(rule = "BCK-12", says = "after another evaluation")
    static final class HoardsPictures extends ReferenceBackbone {
        @Inject
        HoardsPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            images.mean().attach(context.manager());
            return super.features(images);
        }
    }

    @Breaks(rule = "BCK-12", says = "count")
    static final class CountsInItsState extends ReferenceBackbone {
        private final NDArray count;

        @Inject
        CountsInItsState(Options options, NetworkContext context) {
            super(options, context);
            this.count = context.manager().zeros(new Shape(1));
        }

        @Override
        public List<NDArray> features(NDArray images) {
            count.addi(1);
            return super.features(images);
        }

        @Override
        public Map<String, NDArray> state() {
            Map<String, NDArray> state = new LinkedHashMap<>(super.state());
            state.put("count", count);
            return state;
        }
    }

    @Breaks(rule = "BCK-13", says = "into a fresh backbone")
    static final class ForgetsAShift extends ReferenceBackbone {
        private final double shift;

        @Inject
        ForgetsAShift(Options options, NetworkContext context) {
            super(options, context);
            this.shift = context.random().nextDouble();
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(images.add(shift));
        }
    }

    @Breaks(rule = "BCK-14", says = "of its own training")
    static final class TrainsATwin extends ReferenceBackbone {
        private final ReferenceBackbone twin;

        @Inject
        TrainsATwin(Options options, NetworkContext context) {
            super(options, context);
            this.twin = new ReferenceBackbone(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return twin.learner();
        }
    }

    @Breaks(rule = "BCK-15", says = "on another thread")
    static final class KnowsItsThread extends ReferenceBackbone {
        private final Thread maker = Thread.currentThread();

        @Inject
        KnowsItsThread(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(Thread.currentThread() == maker ? images : images.add(0.5));
        }
    }

    @Breaks(rule = "BCK-16", says = "filled with NaN")
    static final class AddsWhatLiesInMemory extends ReferenceBackbone {
        @Inject
        AddsWhatLiesInMemory(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(images).stream().map(Unwritten::added).toList();
        }
    }

    @Breaks(rule = "BCK-07", says = "where gradients are recorded")
    static final class SwapsRedAndBlueInTraining extends ReferenceBackbone {
        @Inject
        SwapsRedAndBlueInTraining(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return super.features(GradientMode.isOn() ? images.flip(1) : images);
        }
    }
}
