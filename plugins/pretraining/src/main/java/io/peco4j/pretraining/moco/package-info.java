/** Contrast of two views of a picture, without labels: {@code moco-v3} (Chen, Xie and He 2021). */
@NullMarked
package io.peco4j.pretraining.moco;

import org.jspecify.annotations.NullMarked;
