@NullMarked
package io.peco4j.nn.bootmae;

import org.jspecify.annotations.NullMarked;
