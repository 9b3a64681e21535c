package io.peco4j.conformance.mutant.tokenizer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.RandomResizedCrop;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tokenizers whose learners do not stay with their examples, or do not look at all of them. */
final class SelectionMutants {
    private SelectionMutants() {}

    @Breaks(rule = "LRN-16", says = "asked for twice")
    static final class DrawsAnewAtEveryCall extends ReferenceTokenizer {
        @Inject
        DrawsAnewAtEveryCall(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                private int calls;

                @Override
                public Split examples(Split train) {
                    int[] but = IntStream.range(0, train.size())
                            .filter(i -> i != calls)
                            .toArray();
                    calls++;
                    return train.select(but);
                }
            });
        }
    }

    @Breaks(rule = "LRN-17", says = "edges of pictures")
    static final class LearnsFromTheMiddle extends ReferenceTokenizer {
        @Inject
        LearnsFromTheMiddle(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.of(new ReferenceLearner() {
                @Override
                Sample sample(RandomResizedCrop crop, RgbImage image, RandomGenerator random) {
                    return super.sample(crop, middle(image), random);
                }
            });
        }

        private static RgbImage middle(RgbImage image) {
            int width = image.width() * 3 / 4;
            int height = image.height() * 3 / 4;
            byte[] rgb = new byte[3 * width * height];
            for (int y = 0; y < height; y++) {
                int row = y + (image.height() - height) / 2;
                int from = 3 * (row * image.width() + (image.width() - width) / 2);
                System.arraycopy(image.rgb(), from, rgb, 3 * y * width, 3 * width);
            }
            return new RgbImage(width, height, rgb);
        }
    }

    @Breaks(rule = "LRN-18", says = "every row is there twice")
    static final class SumsOverRows extends ReferenceTokenizer {
        private static final Kernel SUM = Kernel.compile("as often as there are rows", """
                def forward(self, x: Tensor, images: Tensor) -> Tensor:
                  return torch.mul(x, torch.size(images, 0))
                """);

        @Inject
        SumsOverRows(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray loss(NDArray images, Step step) {
            return SUM.apply(super.loss(images, step), images);
        }
    }
}
