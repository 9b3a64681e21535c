@NullMarked
package io.peco4j.runtime.content;

import org.jspecify.annotations.NullMarked;
