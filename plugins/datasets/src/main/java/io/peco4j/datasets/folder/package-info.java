/** A folder of pictures as a data set: with split folders or without, with class folders or without. */
@NullMarked
package io.peco4j.datasets.folder;

import org.jspecify.annotations.NullMarked;
