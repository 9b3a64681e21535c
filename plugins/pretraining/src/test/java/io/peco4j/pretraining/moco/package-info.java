/** Tests of MoCo v3. */
@NullMarked
package io.peco4j.pretraining.moco;

import org.jspecify.annotations.NullMarked;
