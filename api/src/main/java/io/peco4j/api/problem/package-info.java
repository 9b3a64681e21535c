/** What is wrong with an input: place, expectation, found value and remedy, all problems at once. */
@NullMarked
package io.peco4j.api.problem;

import org.jspecify.annotations.NullMarked;
