/** Classification by the nearest training pictures: what an encoder's features are worth without any training. */
@NullMarked
package io.peco4j.tasks.knn;

import org.jspecify.annotations.NullMarked;
