/** Wrappers that check the host's half of the contract: what it calls, in which order, with what, on which thread. */
@NullMarked
package io.peco4j.conformance.asserting;

import org.jspecify.annotations.NullMarked;
