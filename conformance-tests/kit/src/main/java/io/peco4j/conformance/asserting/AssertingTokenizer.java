package io.peco4j.conformance.asserting;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.ForwardingTokenizer;
import io.peco4j.api.model.Tokenizer;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A tokenizer that behaves as another does and checks that the host keeps the contract: float32 pictures of legal sizes
 * in [0, 1], int64 tokens of its own vocabulary, one thread at a time. A broken promise throws an {@link
 * AssertionError}.
 */
public final class AssertingTokenizer implements ForwardingTokenizer {
    private final Tokenizer tokenizer;
    private final Semaphore one = new Semaphore(1);

    /** @param tokenizer what is wrapped */
    public AssertingTokenizer(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        assertThat(images.getDataType()).as("type of pictures").isEqualTo(DataType.FLOAT32);
        assertThat(shape.dimension()).as("pictures are (B, 3, H, W)").isEqualTo(4);
        assertThat(shape.get(1)).as("channels of pictures").isEqualTo(3);
        assertThat(shape.get(2) % downsampling() + shape.get(3) % downsampling())
                .as("pixels of " + shape + " that no token covers")
                .isZero();
        assertThat(images.min().getFloat()).as("darkest value").isGreaterThanOrEqualTo(0);
        assertThat(images.max().getFloat()).as("brightest value").isLessThanOrEqualTo(1);
        return alone(() -> tokenizer.tokenize(images));
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        legal(tokens);
        return alone(() -> tokenizer.reconstruct(tokens));
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        legal(tokens);
        return alone(() -> tokenizer.codewords(tokens));
    }

    private void legal(NDArray tokens) {
        assertThat(tokens.getDataType()).as("type of tokens").isEqualTo(DataType.INT64);
        assertThat(tokens.getShape().dimension()).as("tokens are (B, h, w)").isEqualTo(3);
        assertThat(tokens.min().getLong()).as("smallest token").isNotNegative();
        assertThat(tokens.max().getLong()).as("largest token").isLessThan(vocabularySize());
    }

    private <R> R alone(Supplier<R> call) {
        assertThat(one.tryAcquire())
                .as("a tokenizer is used by one thread at a time")
                .isTrue();
        try {
            return call.get();
        } finally {
            one.release();
        }
    }
}
