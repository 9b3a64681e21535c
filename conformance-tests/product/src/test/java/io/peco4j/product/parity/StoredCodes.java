package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tokenizer whose tokens a case has stored. */
final class StoredCodes implements Tokenizer {
    private final int vocabulary;
    private final int downsampling;
    private final PictureSize image;
    private @Nullable NDArray codes;

    StoredCodes(int vocabulary, int downsampling, PictureSize image) {
        this.vocabulary = vocabulary;
        this.downsampling = downsampling;
        this.image = image;
    }

    /** Makes these tokens, int64 (B, h, w), from now on. */
    void give(NDArray tokens) {
        codes = tokens;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        if (codes == null) {
            throw new IllegalStateException("no codes were given");
        }
        return codes.duplicate();
    }

    @Override
    public int vocabularySize() {
        return vocabulary;
    }

    @Override
    public int downsampling() {
        return downsampling;
    }

    @Override
    public int imageSize() {
        return image.width();
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        throw new UnsupportedOperationException("it has codes only");
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        throw new UnsupportedOperationException("it has codes only");
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }
}
