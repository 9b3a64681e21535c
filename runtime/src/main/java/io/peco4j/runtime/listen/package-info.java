/** Listeners: progress on the console, the log, curves as records, CSV and TensorBoard event files. */
@NullMarked
package io.peco4j.runtime.listen;

import org.jspecify.annotations.NullMarked;
