/** Checkpoints of the world: which network they hold, under which names, and how they fit into a network of ours. */
@NullMarked
package io.peco4j.nn.weights.checkpoint;

import org.jspecify.annotations.NullMarked;
