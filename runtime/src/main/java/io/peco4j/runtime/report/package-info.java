/** What a study found out, for people: the comparison with its noise, the page, the tables, the pictures. */
@NullMarked
package io.peco4j.runtime.report;

import org.jspecify.annotations.NullMarked;
