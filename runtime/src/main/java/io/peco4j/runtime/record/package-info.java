/** What a run leaves on record: plain values, written as JSON, from which every report is made. */
@NullMarked
package io.peco4j.runtime.record;

import org.jspecify.annotations.NullMarked;
