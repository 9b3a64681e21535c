/** Tests of metrics of dense tasks. */
@NullMarked
package io.peco4j.nn.metric;

import org.jspecify.annotations.NullMarked;
