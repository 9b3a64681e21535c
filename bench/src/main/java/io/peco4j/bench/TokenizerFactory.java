package io.peco4j.bench;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Precision;

/** Makes tokenizers that are only used; the benchmark knows no component. */
@FunctionalInterface
public interface TokenizerFactory {
    /**
     * A new tokenizer.
     *
     * @param image side of its pictures, in pixels
     */
    Open open(int image, Precision precision);

    /**
     * A tokenizer in use.
     *
     * @param closing frees its tensors
     */
    record Open(Tokenizer tokenizer, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }
}
