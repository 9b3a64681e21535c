/** Components by name: how a study, or the options of another component, refers to one. */
@NullMarked
package io.peco4j.api.component;

import org.jspecify.annotations.NullMarked;
