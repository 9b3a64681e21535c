/** Teachers that follow what is trained: the momentum encoders of MoCo, DINO and BootMAE. */
@NullMarked
package io.peco4j.nn.teacher;

import org.jspecify.annotations.NullMarked;
