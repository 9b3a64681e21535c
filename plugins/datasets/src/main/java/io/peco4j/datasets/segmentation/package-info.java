/** Folders of pictures and of maps with a class for every pixel: ADE20K, Cityscapes and others of their form. */
@NullMarked
package io.peco4j.datasets.segmentation;

import org.jspecify.annotations.NullMarked;
