@NullMarked
package io.peco4j.pretraining.bootmae;

import org.jspecify.annotations.NullMarked;
