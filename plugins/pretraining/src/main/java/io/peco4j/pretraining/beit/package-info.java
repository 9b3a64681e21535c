/** Masked image modelling with visual tokens as targets, after BEiT (Bao et al. 2021) and PeCo: {@code beit}. */
@NullMarked
package io.peco4j.pretraining.beit;

import org.jspecify.annotations.NullMarked;
