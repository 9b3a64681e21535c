/**
 * Bootstrapped masked autoencoders: two decoders with injected features, their targets and losses (Dong et al. 2022).
 */
@NullMarked
package io.peco4j.nn.bootmae;

import org.jspecify.annotations.NullMarked;
