/** {@code peco4j doctor}: checks of the machine and of the installation, and what helps where one fails. */
@NullMarked
package io.peco4j.runtime.cli.doctor;

import org.jspecify.annotations.NullMarked;
