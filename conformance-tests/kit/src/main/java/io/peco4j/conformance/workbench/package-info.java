/** Components made and trained outside of a study, a few steps at a time, so that tests can look into them. */
@NullMarked
package io.peco4j.conformance.workbench;

import org.jspecify.annotations.NullMarked;
