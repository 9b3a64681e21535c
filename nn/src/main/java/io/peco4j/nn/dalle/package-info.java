/** The discrete variational autoencoder of DALL-E (Ramesh et al. 2021), whose tokens BEiT predicts. */
@NullMarked
package io.peco4j.nn.dalle;

import org.jspecify.annotations.NullMarked;
