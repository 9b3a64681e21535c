package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("what the term is multiplied with") @Default("0.1") @Range(min = 0, max = 1e6)
        double weight) {}
