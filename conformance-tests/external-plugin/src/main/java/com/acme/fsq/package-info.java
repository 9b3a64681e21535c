/** Finite scalar quantisation (Mentzer et al. 2023) as a tokenizer. */
@NullMarked
package com.acme.fsq;

import org.jspecify.annotations.NullMarked;
