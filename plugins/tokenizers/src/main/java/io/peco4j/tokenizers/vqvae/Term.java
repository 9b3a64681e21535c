package io.peco4j.tokenizers.vqvae;

import io.peco4j.api.model.CodebookObjective;

/**
 * A codebook objective of this tokenizer.
 *
 * @param id the component
 * @param name of the term in metrics and states; differs from the id where an objective occurs twice
 */
record Term(String id, String name, CodebookObjective objective) {
    /** A term of weight 0 is not computed at all. */
    boolean counts() {
        return objective.weight() != 0;
    }
}
