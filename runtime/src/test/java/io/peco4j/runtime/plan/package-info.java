@NullMarked
package io.peco4j.runtime.plan;

import org.jspecify.annotations.NullMarked;
