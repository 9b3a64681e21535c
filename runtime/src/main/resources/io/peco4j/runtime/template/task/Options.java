package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("how many neighbours vote") @Default("5") @Range(min = 1, max = 1000)
        int neighbours,

        @Describe("pictures per forward pass") @Default("64") @Range(min = 1, max = 4096)
        int batch) {}
