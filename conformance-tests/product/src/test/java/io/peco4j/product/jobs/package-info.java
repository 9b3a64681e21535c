/** Tests of stages in processes of their own. */
@NullMarked
package io.peco4j.product.jobs;

import org.jspecify.annotations.NullMarked;
