/** Weight files: reading and writing named tensors, and copying them into live networks. */
@NullMarked
package io.peco4j.nn.weights;

import org.jspecify.annotations.NullMarked;
