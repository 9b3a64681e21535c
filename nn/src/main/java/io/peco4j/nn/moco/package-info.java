/**
 * MoCo v3 (Chen, Xie and He 2021) of any encoder of pictures: heads, two views and their contrast, the momentum branch,
 * the training.
 */
@NullMarked
package io.peco4j.nn.moco;

import org.jspecify.annotations.NullMarked;
