/** Python pickles, read without Python: values are built from plain data, and nothing in a pickle is ever called. */
@NullMarked
package io.peco4j.nn.weights.pickle;

import org.jspecify.annotations.NullMarked;
