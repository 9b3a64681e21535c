/** Tests of what pretrainings that hide patches have in common. */
@NullMarked
package io.peco4j.pretraining.masked;

import org.jspecify.annotations.NullMarked;
