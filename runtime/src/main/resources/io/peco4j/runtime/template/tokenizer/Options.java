package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("side of the pictures that it trains on, in pixels; a multiple of 4")
        @FromEncoder
        @Default("32")
        @Range(min = 8, max = 1024)
        int image,

        @Describe("numbers per token, each of 5 levels: 4 make 625 tokens") @Default("4") @Range(min = 1, max = 6)
        int digits,

        @Describe("channels of the network; a multiple of 32") @Default("32") @Range(min = 32, max = 1024)
        int channels,

        @Flat @Default("epochs = 20, batch = 32, learning-rate = 1e-3, weight-decay = 0") Recipe recipe) {

    /** @throws IllegalArgumentException if the options contradict each other; a study's author reads the text */
    public @Name@Options {
        if (image % 4 != 0) {
            throw new IllegalArgumentException("image = " + image + " is not a multiple of 4");
        }
        if (channels % 32 != 0) {
            throw new IllegalArgumentException("channels = " + channels + " is not a multiple of 32");
        }
    }
}
