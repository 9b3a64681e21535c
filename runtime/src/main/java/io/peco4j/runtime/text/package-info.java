/** How results read: figures for people, tables, JSON, words for a shell. */
@NullMarked
package io.peco4j.runtime.text;

import org.jspecify.annotations.NullMarked;
