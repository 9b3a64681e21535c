/** What a study learns from: data sets of typed examples, and how an example becomes a row of a batch. */
@NullMarked
package io.peco4j.api.data;

import org.jspecify.annotations.NullMarked;
