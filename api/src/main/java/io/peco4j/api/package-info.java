/** What plugin authors and study writers compile against. */
@NullMarked
package io.peco4j.api;

import org.jspecify.annotations.NullMarked;
