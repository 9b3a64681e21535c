/** What a network for videos takes from an encoder. */
@NullMarked
package io.peco4j.tasks.video;

import org.jspecify.annotations.NullMarked;
