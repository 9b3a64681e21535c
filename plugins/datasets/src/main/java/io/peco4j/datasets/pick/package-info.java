/** Which examples of a data set are taken: by hashes of their names, so that an example stays where it is. */
@NullMarked
package io.peco4j.datasets.pick;

import org.jspecify.annotations.NullMarked;
