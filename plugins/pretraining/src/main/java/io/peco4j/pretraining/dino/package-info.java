/** Self-distillation without labels: {@code dino} (Caron et al. 2021). */
@NullMarked
package io.peco4j.pretraining.dino;

import org.jspecify.annotations.NullMarked;
