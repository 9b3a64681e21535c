/** One training by several processes: the real loop, real connections, bundled components. */
@NullMarked
package io.peco4j.product.gang;

import org.jspecify.annotations.NullMarked;
