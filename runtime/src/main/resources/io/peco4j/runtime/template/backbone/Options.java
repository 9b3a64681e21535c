package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("how many maps there are: each has half the resolution of the one before")
        @Default("3")
        @Range(min = 1, max = 5)
        int scales) {}
