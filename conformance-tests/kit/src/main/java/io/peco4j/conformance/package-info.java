/**
 * The conformance kit: one class per extension point, whose tests are the rules of {@code docs/conformance.md}. A
 * plugin's author extends the class and names the component.
 */
@NullMarked
package io.peco4j.conformance;

import org.jspecify.annotations.NullMarked;
