/** What a codebook keeps of pictures, at which rate, and how steady its tokens are. */
@NullMarked
package io.peco4j.tasks.codebook;

import org.jspecify.annotations.NullMarked;
