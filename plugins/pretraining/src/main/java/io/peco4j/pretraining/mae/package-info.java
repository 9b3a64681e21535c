/**
 * Masked autoencoders of pixels and of visual tokens (He et al. 2021; Dong et al. 2021): {@code mae}, {@code
 * mae-tokens}.
 */
@NullMarked
package io.peco4j.pretraining.mae;

import org.jspecify.annotations.NullMarked;
