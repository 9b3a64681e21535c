/** What MoCo v3 puts around an encoder: heads, the contrast of two views, the schedule of the momentum. */
@NullMarked
package io.peco4j.nn.moco;

import org.jspecify.annotations.NullMarked;
