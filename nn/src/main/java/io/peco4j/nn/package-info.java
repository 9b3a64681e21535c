/**
 * The base of all networks: compiled kernels, layers that hold them, and dotted parameter names.
 *
 * <p>Two things to know before writing a loss: tensors that learn meet numbers in a {@link io.peco4j.nn.Kernel} or
 * through {@link io.peco4j.nn.Affine}, never through {@code x.mul(2)}; and an array made of Java numbers that a
 * backward pass reads is closed after it, not before, or is a {@code duplicate()}. The engine keeps such numbers in
 * Java's memory. What operations on arrays made may be closed at once: the graph holds it.
 */
@NullMarked
package io.peco4j.nn;

import org.jspecify.annotations.NullMarked;
