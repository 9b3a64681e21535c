package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;

/** What a study may say about {@code @id@}; the defaults are those of the paper but for its 800 epochs. */
public record @Name@Options(
        @Describe("share of the patches that are hidden; at least one is, and one is not")
        @Default("0.6")
        @Range(min = 0.01, max = 0.99)
        double hidden,

        @Describe("smallest part of a picture's area that a view shows") @Default("0.67") @Range(min = 0.01, max = 1)
        double cropScale,

        @Flat @Default("epochs = 100, batch = 128, learning-rate = 1e-3, warmup-epochs = 5, weight-decay = 0.05, clip = 5")
        Recipe recipe) {}
