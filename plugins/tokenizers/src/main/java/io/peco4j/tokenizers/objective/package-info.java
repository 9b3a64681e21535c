/** Terms of a tokenizer's training loss: the distance of pixels, and of a backbone's features. */
@NullMarked
package io.peco4j.tokenizers.objective;

import org.jspecify.annotations.NullMarked;
