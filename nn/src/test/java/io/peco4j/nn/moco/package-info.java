/** Tests of what MoCo v3 puts around an encoder. */
@NullMarked
package io.peco4j.nn.moco;

import org.jspecify.annotations.NullMarked;
