@NullMarked
package io.peco4j.datasets.segmentation;

import org.jspecify.annotations.NullMarked;
