/** What the bundled tokenizers share: how they see pictures in training, and how they run otherwise. */
@NullMarked
package io.peco4j.tokenizers.shared;

import org.jspecify.annotations.NullMarked;
