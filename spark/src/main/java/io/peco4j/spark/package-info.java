/** Runs stages as tasks of Apache Spark: all that sees Spark's classes, and sees nothing of peco4j's. */
@NullMarked
package io.peco4j.spark;

import org.jspecify.annotations.NullMarked;
