/** How what was pretrained is judged: tasks, scores, pictures. */
@NullMarked
package io.peco4j.api.task;

import org.jspecify.annotations.NullMarked;
