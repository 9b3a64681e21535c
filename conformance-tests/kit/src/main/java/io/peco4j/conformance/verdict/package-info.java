/** The kit run from a program: on a component of a jar, rule by rule, each with a verdict. */
@NullMarked
package io.peco4j.conformance.verdict;

import org.jspecify.annotations.NullMarked;
