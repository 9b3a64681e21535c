/** Tests of the doctor. */
@NullMarked
package io.peco4j.runtime.cli.doctor;

import org.jspecify.annotations.NullMarked;
