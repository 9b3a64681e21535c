package io.peco4j.pretraining.masked;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.TrainingLength;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.vit.HiddenRows;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a frozen tokenizer as targets, one for each patch of an encoder.
 *
 * <p>With a cache, an example is tokenized once, and a later epoch reads its tokens from memory: one, two or four bytes
 * for each, as the vocabulary needs, and 20 bytes for an example. With 8192 words and 196 patches, ImageNet-1K takes
 * 528 MB of the heap. The cache is not saved: a resumed training fills it again, with the same tokens, as a tokenizer
 * gives a picture the same ones in every batch. One thread at a time.
 */
public final class TokenTargets {
    private static final Kernel ROWS = Kernel.compile("rows of a batch", """
            def forward(self, x: Tensor, rows: Tensor) -> Tensor:
              return torch.index_select(x, 0, rows)
            """);

    private final Tokenizer tokenizer;
    private final PatchGrid grid;
    private final PictureSize pictures;
    private final String field;
    private final @Nullable TokenCache cache;

    /**
     * Targets of an encoder's patches.
     *
     * @param cached whether tokens are kept by example; they must then be the same in every epoch, as with
     *     {@link Views#FIXED}
     */
    public TokenTargets(Tokenizer tokenizer, VisionEncoder encoder, boolean cached) {
        this.tokenizer = tokenizer;
        this.grid = encoder.grid();
        this.pictures = grid.pictures(tokenizer.downsampling());
        this.field = pictures.equals(encoder.imageSize()) ? MaskedView.IMAGE : MaskedView.TARGET;
        this.cache = cached ? new TokenCache(grid.patches(), tokenizer.vocabularySize()) : null;
    }

    /** Whose tokens they are. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The size of the pictures that the tokenizer gives one token per patch of. */
    public PictureSize pictures() {
        return pictures;
    }

    /**
     * The tokens of hidden patches, int64 (M), picture by picture, row by row of the grid, without a graph; owned by
     * the batch's manager.
     *
     * @param batch of a {@link MaskedView}
     * @param hidden float32 (B, N), M of them 1
     */
    public NDArray hidden(Batch batch, NDArray hidden) {
        return GradientMode.off(() -> {
            try (NDArray tokens = cache == null ? tokens(batch.get(field)) : remembered(batch, cache)) {
                return HiddenRows.ofLabels(tokens, hidden);
            }
        });
    }

    private NDArray remembered(Batch batch, TokenCache known) {
        long[] examples = batch.indices();
        int[] unknown = IntStream.range(0, examples.length)
                .filter(row -> !known.has(examples[row]))
                .toArray();
        if (unknown.length > 0) {
            long[] found = tokensOf(batch, unknown);
            for (int i = 0; i < unknown.length; i++) {
                known.put(examples[unknown[i]], found, i * grid.patches());
            }
        }
        long[] all = new long[examples.length * grid.patches()];
        for (int row = 0; row < examples.length; row++) {
            known.copy(examples[row], all, row * grid.patches());
        }
        return Tensors.of(batch.manager(), all, new Shape(examples.length, grid.rows(), grid.columns()));
    }

    private long[] tokensOf(Batch batch, int[] rows) {
        NDArray all = batch.get(field);
        if (rows.length == batch.size()) {
            try (NDArray tokens = tokens(all)) {
                return tokens.toLongArray();
            }
        }
        try (NDArray index = Tensors.of(
                        batch.manager(), IntStream.of(rows).asLongStream().toArray());
                NDArray chosen = ROWS.apply(all, index);
                NDArray tokens = tokens(chosen)) {
            return tokens.toLongArray();
        }
    }

    private NDArray tokens(NDArray images) {
        NDArray tokens = tokenizer.tokenize(images);
        Shape expected = new Shape(images.getShape().get(0), grid.rows(), grid.columns());
        if (!tokens.getShape().equals(expected)) {
            throw new IllegalStateException("the tokenizer made " + tokens.getShape() + " tokens of "
                    + images.getShape() + " pixels, not " + expected);
        }
        return tokens;
    }

    /** Bytes that the tokenizer takes for an example while it runs; NaN if unknown. */
    public double passBytes() {
        return tokenizer.passBytes() * scale();
    }

    /** Pixels of its pictures, relative to the tokenizer's own. */
    private double scale() {
        double side = tokenizer.imageSize();
        return pictures.height() * pictures.width() / (side * side);
    }

    /**
     * Floating-point operations of the tokenizer for an example, 0 if unknown. With a cache it runs in the first epoch
     * only, so that this is its cost divided by the number of epochs; of a training whose length is stated in steps
     * the epochs are not known here, and every example counts in full.
     */
    public double flopsPerExample(TrainingLength length) {
        double once = tokenizer.flopsPerImage() * scale();
        return cache == null ? once : once / Math.max(1, length.epochs().orElse(1));
    }
}
