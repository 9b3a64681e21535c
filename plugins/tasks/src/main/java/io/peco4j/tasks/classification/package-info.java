/** Fine-tuning of a pretrained encoder as a classifier. */
@NullMarked
package io.peco4j.tasks.classification;

import org.jspecify.annotations.NullMarked;
