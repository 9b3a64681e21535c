/** Classification of videos by a transformer over space and time that starts from a pretrained encoder. */
@NullMarked
package io.peco4j.tasks.video;

import org.jspecify.annotations.NullMarked;
