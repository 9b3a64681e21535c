package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.RandomResizedCrop;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Tokenizers whose learners break one rule of learners each. */
final class LearnerMutants {
    /** A loss that is as large as before, with a gradient of one for every number of a tensor. */
    private static final Kernel TOUCH = Kernel.compile("touch", """
            def forward(self, loss: Tensor, x: Tensor) -> Tensor:
              return torch.add(loss, torch.sum(torch.sub(x, torch.detach(x))))
            """);

    private LearnerMutants() {}

    @Breaks(rule = "LRN-01", says = "asked for twice")
    static final class GroupsChangeTheirNames extends ReferenceTokenizer {
        private int calls;

        @Inject
        GroupsChangeTheirNames(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public List<ParameterGroup> groups() {
                    calls++;
                    return List.of(new ParameterGroup("call " + calls, trained(), 1, true));
                }
            });
        }
    }

    @Breaks(rule = "LRN-01", says = "how often an epoch shows an example")
    static final class RepeatsMoreAtEveryCall extends ReferenceTokenizer {
        private int calls;

        @Inject
        RepeatsMoreAtEveryCall(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public int repeats() {
                    calls++;
                    return calls;
                }
            });
        }
    }

    @Breaks(rule = "LRN-02", says = "not a copy")
    static final class StateIsACopy extends ReferenceTokenizer {
        private final NDArray copy;

        @Inject
        StateIsACopy(Options options, NetworkContext context) {
            super(options, context);
            copy = context.manager().zeros(new Shape(3));
            copy.setRequiresGradient(true);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public List<ParameterGroup> groups() {
                    // Trains to nothing, so that nothing but the lack in the state is wrong.
                    Map<String, NDArray> trained = new LinkedHashMap<>(trained());
                    trained.put("extra", copy);
                    return List.of(new ParameterGroup("all", trained, 1, true));
                }

                @Override
                public Loss loss(Batch batch, Step step) {
                    return Loss.of(TOUCH.apply(super.loss(batch, step).value(), copy));
                }
            });
        }
    }

    @Breaks(rule = "LRN-03", also = "LRN-19", says = "size of a loss")
    static final class LossPerPicture extends ReferenceTokenizer {
        @Inject
        LossPerPicture(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public Loss loss(Batch batch, Step step) {
                    Loss loss = super.loss(batch, step);
                    return loss.with("per-picture", batch.get(Sample.IMAGE).get(":, 0, 0, 0"));
                }
            });
        }
    }

    @Breaks(rule = "LRN-04", says = "encoder.weight")
    static final class CutsTheEncoderOff extends ReferenceTokenizer {
        @Inject
        CutsTheEncoderOff(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            NDArray map = quantizer
                    .quantise(encoder.forward(images, true).stopGradient(), true)
                    .codewords();
            return decode(map).sub(images).abs().mean();
        }
    }

    @Breaks(rule = "LRN-05", says = "quantize.embedding.weight")
    static final class GradientsReachTheCodebook extends ReferenceTokenizer {
        @Inject
        GradientsReachTheCodebook(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            NDArray codebook = named("quantize.embedding.weight");
            codebook.setRequiresGradient(true);
            return TOUCH.apply(super.loss(images, step), codebook);
        }
    }

    @Breaks(rule = "LRN-06", says = "the loss of one batch")
    static final class ClimbsItsLoss extends ReferenceTokenizer {
        @Inject
        ClimbsItsLoss(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            NDArray loss = super.loss(images, step);
            return Affine.scaled(loss, -1).add(Affine.scaled(loss.stopGradient(), 2));
        }
    }

    @Breaks(rule = "LRN-07", says = "a resume in a fresh learner")
    static final class CountsItsOwnSteps extends ReferenceTokenizer {
        private int steps;

        @Inject
        CountsItsOwnSteps(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public void afterStep(Step step) {
                    steps++;
                    super.afterStep(step);
                }
            });
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            return Affine.scaled(super.loss(images, step), steps > 2 ? 0.5 : 1)
                    .add(steps > 2 ? extra(images) : extra(images).stopGradient());
        }

        private NDArray extra(NDArray images) {
            return Affine.scaled(decode(encoder.forward(images, true)).abs().mean(), 0.01);
        }
    }

    @Breaks(rule = "LRN-08", says = "with an equal generator")
    static final class CropsByAGeneratorOfItsOwn extends ReferenceTokenizer {
        private final SplittableRandom own = new SplittableRandom(1);

        @Inject
        CropsByAGeneratorOfItsOwn(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                Sample sample(RandomResizedCrop crop, RgbImage image, RandomGenerator random) {
                    Sample sample = super.sample(crop, image, random);
                    synchronized (own) {
                        return sample.with("jitter", own.nextLong());
                    }
                }
            });
        }
    }

    @Breaks(rule = "LRN-09", says = "computed again")
    static final class MeasuresTheTime extends ReferenceTokenizer {
        @Inject
        MeasuresTheTime(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public Loss loss(Batch batch, Step step) {
                    NDArray now = batch.manager().create((float) (System.nanoTime() % 1_000_000));
                    return super.loss(batch, step).with("now", now);
                }
            });
        }
    }

    @Breaks(rule = "LRN-10", says = "the optimiser's work")
    static final class DoublesABiasUntilTheStepEnds extends ReferenceTokenizer {
        private boolean doubled;

        @Inject
        DoublesABiasUntilTheStepEnds(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                public void afterStep(Step step) {
                    halve();
                    super.afterStep(step);
                }
            });
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            halve();
            NDArray loss = super.loss(images, step);
            scale(2);
            doubled = true;
            return loss;
        }

        private void halve() {
            if (doubled) {
                scale(0.5f);
                doubled = false;
            }
        }

        private void scale(float factor) {
            GradientMode.off(() -> named("encoder.bias").muli(factor));
        }
    }

    @Breaks(rule = "LRN-11", says = "after four more steps")
    static final class KeepsEveryLoss extends ReferenceTokenizer {
        @Inject
        KeepsEveryLoss(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            images.mean().attach(context.manager());
            return super.loss(images, step);
        }
    }

    @Breaks(rule = "LRN-12", says = "in the same order")
    static final class OrdersItsStateByChance extends ReferenceTokenizer {
        private final boolean backwards;

        @Inject
        OrdersItsStateByChance(Options options, NetworkContext context) {
            super(options, context);
            this.backwards = context.random().nextBoolean();
        }

        @Override
        public Map<String, NDArray> state() {
            List<String> names = new ArrayList<>(super.state().keySet());
            if (backwards) {
                Collections.reverse(names);
            }
            Map<String, NDArray> state = new LinkedHashMap<>();
            names.forEach(name -> state.put(name, named(name)));
            return state;
        }

        @Override
        NDArray named(String name) {
            return Objects.requireNonNull(super.state().get(name), name);
        }
    }
}
