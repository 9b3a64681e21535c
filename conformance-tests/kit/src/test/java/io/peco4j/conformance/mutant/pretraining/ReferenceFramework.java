package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.HiddenRows;
import io.peco4j.nn.vit.MaskedTokenHead;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Names the tokens of hidden patches: six of sixteen, drawn one by one. */
class ReferenceFramework implements PretrainingFramework {
    private static final int HIDDEN_IN_SIXTEEN = 6;

    final VisionEncoder encoder;
    final Tokenizer tokenizer;
    final MaskedTokenHead head;
    private final RandomResizedCrop crop;

    /** Nothing to choose but the recipe, which nobody does. */
    record Options(
            @Describe("passes over the data") @Default("1") int epochs) {}

    @Inject
    ReferenceFramework(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        this.head = new MaskedTokenHead(context, encoder.width(), tokenizer.vocabularySize());
        this.crop = new RandomResizedCrop(encoder.imageSize(), 0.5, 1, Filter.BILINEAR);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(new ReferenceLearner());
    }

    /** Float32, 1 where a patch is hidden; mutants meddle here and below. */
    float[] mask(RandomGenerator random) {
        float[] mask = new float[encoder.grid().patches()];
        int left = mask.length * HIDDEN_IN_SIXTEEN / 16;
        while (left > 0) {
            int patch = random.nextInt(mask.length);
            left -= mask[patch] == 0 ? 1 : 0;
            mask[patch] = 1;
        }
        return mask;
    }

    /** All tokens of pictures whose hidden patches are replaced. */
    NDArray tokens(NDArray images, NDArray hidden) {
        return encoder.encode(images, new Masking.Replace(hidden, head.maskToken()), true);
    }

    NDArray logits(NDArray images, NDArray hidden) {
        return head.forward(HiddenRows.ofTokens(tokens(images, hidden), hidden), true);
    }

    /** The tokens that are to be named. */
    NDArray targets(NDArray images, NDArray hidden) {
        return GradientMode.off(() -> HiddenRows.ofLabels(tokenizer.tokenize(images), hidden));
    }

    NDArray loss(NDArray images, NDArray hidden) {
        return Losses.crossEntropy(logits(images, hidden), targets(images, hidden));
    }

    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = new LinkedHashMap<>(encoder.trainable());
        trained.putAll(Parameters.trainable(head));
        return trained;
    }

    void afterStep() {}

    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.putAll(Parameters.state(head));
        return state;
    }

    private final class ReferenceLearner implements Learner, Objective {
        @Override
        public List<Objective> objectives() {
            return List.of(this);
        }

        @Override
        public Preparation preparation() {
            return (example, random) -> Sample.of("picture", crop.apply(example.image(), random))
                    .with("unseen", mask(random), (long) encoder.grid().patches());
        }

        @Override
        public Recipe recipe() {
            throw new UnsupportedOperationException("no study runs this");
        }

        @Override
        public String name() {
            return "reference";
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of(new ParameterGroup("all", trained(), 1, true));
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            return Loss.of(ReferenceFramework.this.loss(batch.get("picture"), batch.get("unseen")));
        }

        @Override
        public void afterStep(Step step) {
            ReferenceFramework.this.afterStep();
        }

        @Override
        public Map<String, NDArray> state() {
            return ReferenceFramework.this.state();
        }
    }
}
