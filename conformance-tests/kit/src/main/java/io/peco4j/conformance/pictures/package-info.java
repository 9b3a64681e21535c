/** Pictures to try components on: photo-like, flat, noisy, extreme; and small data sets of them. */
@NullMarked
package io.peco4j.conformance.pictures;

import org.jspecify.annotations.NullMarked;
