package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.RgbImage;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Resizing gives Pillow's bytes, all of them. */
final class ResizeParityTest {
    private final ReferencePictures reference = new ReferencePictures("aug_pil_resize");
    private final RgbImage image = reference.image("in.image");

    @AfterEach
    void close() {
        reference.close();
    }

    @ParameterizedTest
    @CsvSource({
        "BILINEAR,24,24", "BILINEAR,90,70", "BILINEAR,16,50",
        "BICUBIC,24,24", "BICUBIC,90,70", "BICUBIC,16,50",
        "LANCZOS,24,24", "LANCZOS,90,70", "LANCZOS,16,50"
    })
    void resizesAsPillowDoes(Filter filter, int height, int width) {
        String name = "out." + word(filter) + "_" + height + "x" + width;
        assertSame(new Resize(width, height, filter).apply(image), reference.image(name));
    }

    @ParameterizedTest
    @EnumSource
    void resizesOnlyTheRegion(Filter filter) {
        CropRegion region = new CropRegion(8, 5, 37, 30);
        assertSame(RandomResizedCrop.crop(image, region, 24, filter), reference.image("out.crop_" + word(filter)));
    }

    @Test
    void preparesPicturesForEvaluation() {
        RgbImage resized = new ResizeShortSide(32, Filter.BICUBIC).apply(image);
        assertSame(resized, reference.image("out.resized_short_side"));
        assertSame(new CenterCrop(28).apply(resized), reference.image("out.eval"));
    }

    @Test
    void flips() {
        assertSame(HorizontalFlip.flip(image), reference.image("out.hflip"));
    }

    private static String word(Filter filter) {
        return filter.name().toLowerCase(Locale.ROOT);
    }

    private static void assertSame(RgbImage actual, RgbImage expected) {
        assertThat(actual.width()).isEqualTo(expected.width());
        assertThat(actual.height()).isEqualTo(expected.height());
        assertThat(actual.rgb()).isEqualTo(expected.rgb());
    }
}
