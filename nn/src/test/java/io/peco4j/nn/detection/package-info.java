/** Tests of detectors and their parts. */
@NullMarked
package io.peco4j.nn.detection;

import org.jspecify.annotations.NullMarked;
