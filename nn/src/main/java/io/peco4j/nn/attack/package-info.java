/** Attacks on classifiers along the gradient of their loss: FGSM, BIM, MI-FGSM and PGD. */
@NullMarked
package io.peco4j.nn.attack;

import org.jspecify.annotations.NullMarked;
