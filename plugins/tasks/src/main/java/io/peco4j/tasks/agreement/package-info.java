/** Whether distances of pictures agree with people: two-alternative forced choices on triplets. */
@NullMarked
package io.peco4j.tasks.agreement;

import org.jspecify.annotations.NullMarked;
