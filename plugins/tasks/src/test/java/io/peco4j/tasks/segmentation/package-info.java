@NullMarked
package io.peco4j.tasks.segmentation;

import org.jspecify.annotations.NullMarked;
