/** What lists of names of classes have in common, whatever data set they belong to. */
@NullMarked
package io.peco4j.datasets.names;

import org.jspecify.annotations.NullMarked;
