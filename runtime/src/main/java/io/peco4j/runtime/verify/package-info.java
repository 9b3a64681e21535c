/** A jar tried by the conformance kit, in a process of its own, which may print, hang or end as the plugin pleases. */
@NullMarked
package io.peco4j.runtime.verify;

import org.jspecify.annotations.NullMarked;
