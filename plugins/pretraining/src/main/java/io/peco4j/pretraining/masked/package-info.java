/** What pretrainings that hide patches have in common: views, targets of a tokenizer, and checks that both fit. */
@NullMarked
package io.peco4j.pretraining.masked;

import org.jspecify.annotations.NullMarked;
