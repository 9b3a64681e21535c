/** Video clips as a data set: lists of files with labels, or folders of classes. */
@NullMarked
package io.peco4j.datasets.clips;

import org.jspecify.annotations.NullMarked;
