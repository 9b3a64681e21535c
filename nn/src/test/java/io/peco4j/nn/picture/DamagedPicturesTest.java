package io.peco4j.nn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not whole, or too large, is refused with a reason. */
final class DamagedPicturesTest extends PictureFixture {
    @Test
    void refusesSamplesWithoutAKnownRange() {
        ColorSpace grey = ColorSpace.getInstance(ColorSpace.CS_GRAY);
        BufferedImage image = ImageTypeSpecifier.createInterleaved(
                        grey, new int[] {0}, DataBuffer.TYPE_FLOAT, false, false)
                .createBufferedImage(2, 2);
        assertThatThrownBy(() -> read(Encoded.by("tiff", image), "float.tif"))
                .hasMessageContaining("float.tif cannot be read")
                .hasMessageContaining("save it with 8 or 16 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png", "bmp", "gif", "webp", "tiff"})
    void refusesFilesThatAreCutOff(String format) {
        byte[] whole = format.equals("webp")
                ? Encoded.webp(new RgbImage(40, 30, new byte[3600]), 1, 2)
                : Encoded.by(format, noise(40, 30, BufferedImage.TYPE_3BYTE_BGR));
        // The last byte of a GIF is a full stop after everything that is needed, the last four of a TIFF say that it
        // has
        // one page.
        int longest = whole.length - (format.equals("gif") ? 2 : format.equals("tiff") ? 5 : 1);
        RandomGenerator random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            int length = i < 4 ? longest - i : random.nextInt(longest);
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(part, "cut." + format))
                    .as(length + " of " + whole.length + " bytes")
                    .isInstanceOf(UnreadableExampleException.class)
                    .hasMessageContaining("cut." + format);
        }
    }

    @Test
    void refusesPngWithAFlippedBit() {
        byte[] whole = Encoded.by("png", noise(20, 20, BufferedImage.TYPE_3BYTE_BGR));
        for (int i = 0; i < whole.length; i += 7) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 4;
            assertThatThrownBy(() -> read(flipped, "flipped.png")).isInstanceOf(UnreadableExampleException.class);
        }
    }

    @Test
    void refusesWhatIsTooLargeByItsHeaderAlone() {
        assertThatThrownBy(() -> read(Encoded.pngThatClaims(60_000, 60_000), "bomb.png"))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> reader.read(folder.resolve("none.jpg"))).hasMessageContaining("none.jpg is missing");
        assertThatThrownBy(() -> read("hello".getBytes(StandardCharsets.UTF_8), "text.jpg"))
                .hasMessageContaining("none of [JPEG, PNG");
        assertThatThrownBy(() -> read(new byte[0], "empty.jpg")).hasMessageContaining("it is empty");
        byte[] png = Encoded.by("png", noise(3, 3, BufferedImage.TYPE_3BYTE_BGR));
        assertThat(read(png, "wrong-name.jpg").width()).isEqualTo(3);
    }
}
