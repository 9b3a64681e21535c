/** VQGAN-style autoencoders: convolutional encoder and decoder, vector quantisers, and the model that joins them. */
@NullMarked
package io.peco4j.nn.vq;

import org.jspecify.annotations.NullMarked;
