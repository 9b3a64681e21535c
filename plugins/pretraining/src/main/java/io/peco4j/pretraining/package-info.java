/** The plugin that registers encoders and pretraining frameworks. */
@NullMarked
package io.peco4j.pretraining;

import org.jspecify.annotations.NullMarked;
