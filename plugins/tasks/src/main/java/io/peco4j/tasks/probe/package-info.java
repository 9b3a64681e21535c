/** Linear classifiers on frozen features: what a representation makes linearly readable. */
@NullMarked
package io.peco4j.tasks.probe;

import org.jspecify.annotations.NullMarked;
