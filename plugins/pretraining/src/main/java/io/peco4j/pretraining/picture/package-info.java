/** What a trained network makes of hidden patches, as pictures of the report. */
@NullMarked
package io.peco4j.pretraining.picture;

import org.jspecify.annotations.NullMarked;
