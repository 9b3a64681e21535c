/** Tests of the pictures of predictions. */
@NullMarked
package io.peco4j.pretraining.picture;

import org.jspecify.annotations.NullMarked;
