/** Adversarial training of decoders: a patch discriminator, its losses, and VQGAN's way of weighing them. */
@NullMarked
package io.peco4j.nn.gan;

import org.jspecify.annotations.NullMarked;
