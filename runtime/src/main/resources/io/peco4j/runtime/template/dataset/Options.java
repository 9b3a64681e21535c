package @package@;

import io.peco4j.api.options.Describe;
import java.nio.file.Path;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("the CSV file: a line for each picture with its split, its class, and grey values row by row")
        Path path) {}
