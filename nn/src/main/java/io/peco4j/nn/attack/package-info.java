/** Attacks on classifiers along the gradient of their loss: FGSM, BIM, PGD, and those with momentum. */
@NullMarked
package io.peco4j.nn.attack;

import org.jspecify.annotations.NullMarked;
