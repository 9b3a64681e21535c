/** Evaluation of what was pretrained: tasks, scores, pictures. */
@NullMarked
package io.peco4j.api.task;

import org.jspecify.annotations.NullMarked;
