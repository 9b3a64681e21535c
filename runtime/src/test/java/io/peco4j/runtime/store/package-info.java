@NullMarked
package io.peco4j.runtime.store;

import org.jspecify.annotations.NullMarked;
