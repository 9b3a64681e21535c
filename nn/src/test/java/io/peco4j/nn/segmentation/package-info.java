/** Tests of segmentation networks. */
@NullMarked
package io.peco4j.nn.segmentation;

import org.jspecify.annotations.NullMarked;
