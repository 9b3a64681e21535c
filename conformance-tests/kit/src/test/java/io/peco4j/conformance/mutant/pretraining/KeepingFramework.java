package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;

/** Leaves hidden patches out, and names their tokens by the mean of what it sees. */
class KeepingFramework extends ReferenceFramework {
    @Inject
    KeepingFramework(Options options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
        super(options, encoder, tokenizer, context);
    }

    /** The visible patches of a row; mutants meddle here. */
    int[] visible(float[] mask) {
        return IntStream.range(0, mask.length).filter(i -> mask[i] == 0).toArray();
    }

    @Override
    NDArray tokens(NDArray images, NDArray hidden) {
        long rows = hidden.getShape().get(0);
        int patches = (int) hidden.getShape().get(1);
        float[] masks = hidden.toFloatArray();
        long[] visible = IntStream.range(0, (int) rows)
                .flatMap(row -> IntStream.of(visible(mask(masks, row, patches))))
                .asLongStream()
                .toArray();
        NDArray kept = images.getManager().create(visible, new Shape(rows, visible.length / rows));
        NDArray mean = encoder.encode(images, new Masking.Keep(kept), true).mean(new int[] {1}, true);
        return mean.broadcast(rows, 1L + patches, encoder.width());
    }

    @Override
    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = super.trained();
        trained.remove("mask_token");
        return trained;
    }

    private static float[] mask(float[] masks, int row, int patches) {
        float[] mask = new float[patches];
        System.arraycopy(masks, row * patches, mask, 0, patches);
        return mask;
    }
}
