/** How well a classifier withstands attacks: its accuracy on pictures that are changed to be misclassified. */
@NullMarked
package io.peco4j.tasks.robustness;

import org.jspecify.annotations.NullMarked;
