/** What learners of all plugins share. */
@NullMarked
package io.peco4j.nn.learn;

import org.jspecify.annotations.NullMarked;
