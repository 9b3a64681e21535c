/** Tests on clusters: the distribution as a user has it, and engines that really run. */
@NullMarked
package io.peco4j.cluster;

import org.jspecify.annotations.NullMarked;
