/** Lists and folders of clips. */
@NullMarked
package io.peco4j.datasets.clips;

import org.jspecify.annotations.NullMarked;
