/** Tests of measurements that need bundled components. */
@NullMarked
package io.peco4j.product.bench;

import org.jspecify.annotations.NullMarked;
