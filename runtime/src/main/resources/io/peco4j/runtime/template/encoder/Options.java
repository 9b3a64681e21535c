package @package@;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;

/** What a study may say about {@code @id@}. */
public record @Name@Options(
        @Describe("side of the pictures, in pixels") @Default("32") @Range(min = 8, max = 1024)
        int image,

        @Describe("side of a patch, in pixels; divides the picture's") @Default("4") @Range(min = 1, max = 128)
        int patch,

        @Describe("channels of a token") @Default("64") @Range(min = 8, max = 4096)
        int width,

        @Describe("number of blocks") @Default("4") @Range(min = 1, max = 100)
        int depth) {

    /**
     * @throws IllegalArgumentException if patches do not tile the picture: the message is shown to the study's author
     */
    public @Name@Options {
        if (image % patch != 0) {
            throw new IllegalArgumentException("patch = " + patch + " does not divide image = " + image);
        }
    }

    /** The class token and the patches. */
    int tokens() {
        return 1 + (image / patch) * (image / patch);
    }
}
