package io.peco4j.nn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.nn.weights.SharedFolder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the files comes out, in all formats; what is not whole is refused. */
final class PictureReaderTest extends PictureFixture {
    @ParameterizedTest
    @CsvSource({
        "png," + BufferedImage.TYPE_3BYTE_BGR,
        "png," + BufferedImage.TYPE_BYTE_GRAY,
        "png," + BufferedImage.TYPE_BYTE_INDEXED,
        "png," + BufferedImage.TYPE_BYTE_BINARY,
        "png," + BufferedImage.TYPE_4BYTE_ABGR,
        "bmp," + BufferedImage.TYPE_3BYTE_BGR,
        "bmp," + BufferedImage.TYPE_USHORT_565_RGB,
        "bmp," + BufferedImage.TYPE_BYTE_INDEXED,
        "gif," + BufferedImage.TYPE_BYTE_INDEXED,
        "tiff," + BufferedImage.TYPE_3BYTE_BGR,
        "tiff," + BufferedImage.TYPE_BYTE_GRAY,
        "tiff," + BufferedImage.TYPE_BYTE_INDEXED,
        "tiff," + BufferedImage.TYPE_BYTE_BINARY
    })
    void readsWhatWasWritten(String format, int type) {
        BufferedImage image = noise(13, 7, type);
        RgbImage read = read(Encoded.by(format, image), "picture." + format);
        boolean grey = type == BufferedImage.TYPE_BYTE_GRAY;
        for (int i = 0; i < 13 * 7; i++) {
            int expected = grey
                    ? 0x10101 * image.getRaster().getSample(i % 13, i / 13, 0)
                    : image.getRGB(i % 13, i / 13) & 0xffffff;
            assertThat(pixel(read, i % 13, i / 13)).isEqualTo(expected);
        }
    }

    @Test
    void readsLosslessWebp() {
        RgbImage image = new RgbImage(5, 3, new byte[45]);
        for (int i : new int[] {0, 3, 4, 7, 13}) {
            image.rgb()[3 * i + 1] = (byte) 255;
        }
        RgbImage read = read(Encoded.webp(image, 200, 30), "picture.webp");
        for (int i = 0; i < 15; i++) {
            int green = image.rgb()[3 * i + 1] & 0xff;
            assertThat(pixel(read, i % 5, i / 5)).isEqualTo(200 << 16 | green << 8 | 30);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void roundsSixteenBitsToEight(String format) {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, Math.min(0xffff, x * 257 + 128));
        }
        RgbImage read = read(Encoded.by(format, image), "deep." + format);
        for (int x = 0; x < 256; x++) {
            assertThat(pixel(read, x, 0)).isEqualTo(0x10101 * x);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void laysTransparentPixelsOnWhite(String format) {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80000000);
        image.setRGB(2, 0, 0xff123456);
        RgbImage read = read(Encoded.by(format, image), "glass." + format);
        assertThat(pixel(read, 0, 0)).isEqualTo(0xffffff);
        assertThat(pixel(read, 1, 0)).isEqualTo(0x7f7f7f);
        assertThat(pixel(read, 2, 0)).isEqualTo(0x123456);
    }

    /** Half of the ink leaves half of the light; black takes its part of what is left. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0,ffffff", "0,0,0,255,000000", "255,0,0,0,00ffff", "0,255,255,0,ff0000", "0,128,0,128,7f3f7f"})
    void readsFourInks(int cyan, int magenta, int yellow, int black, String expected) {
        int[] inks = {cyan, magenta, yellow, black};
        int[] inverted = {255 - cyan, 255 - magenta, 255 - yellow, 255 - black};
        double luma = 0.299 * cyan + 0.587 * magenta + 0.114 * yellow;
        int[] coded = {
            (int) Math.round(luma),
            (int) Math.round(128 + (yellow - luma) / 1.772),
            (int) Math.round(Math.min(255, 128 + (cyan - luma) / 1.402)),
            255 - black
        };
        assertClose(pixel(read(plainJpeg(inks), "plain.jpg"), 8, 8), expected);
        assertClose(pixel(read(Encoded.withAdobe(plainJpeg(inverted), 0), "cmyk.jpg"), 8, 8), expected);
        assertClose(pixel(read(Encoded.withAdobe(plainJpeg(coded), 2), "ycck.jpg"), 8, 8), expected);
    }

    /**
     * The file is a smooth picture with noise that {@code cwebp -q 60} of libwebp 1.2.4 encoded, the truth is what its
     * {@code dwebp} makes of it. A decoder that predicts from filtered pixels stays below 34 dB.
     */
    @Test
    void readsLossyWebpNearlyAsItsAuthorsDo() throws IOException {
        BufferedImage truth = ImageIO.read(resource("webp/lossy.png"));
        RgbImage read = read(resource("webp/lossy.webp").readAllBytes(), "lossy.webp");
        assertThat(read.width()).isEqualTo(truth.getWidth());
        double squares = 0;
        for (int i = 0; i < read.width() * read.height(); i++) {
            int wanted = truth.getRGB(i % read.width(), i / read.width());
            for (int channel = 0; channel < 3; channel++) {
                double away = (read.rgb()[3 * i + channel] & 0xff) - (wanted >> 16 - 8 * channel & 0xff);
                squares += away * away;
            }
        }
        assertThat(10 * Math.log10(255 * 255 / (squares / read.rgb().length))).isGreaterThan(37);
    }

    /** Where the file starts, between its segments, and before the data: stray bytes change no pixel. */
    @ParameterizedTest
    @ValueSource(strings = {"68656c6c", "00", "ff00", "ffffff0001ff"})
    void skipsStrayBytesBetweenTheHeadersOfJpeg(String stray) {
        byte[] whole = Encoded.by("jpeg", noise(40, 30, BufferedImage.TYPE_3BYTE_BGR));
        byte[] wanted = read(whole, "plain.jpg").rgb();
        List<Integer> starts = Encoded.segments(whole);
        assertThat(starts).hasSizeGreaterThan(5);
        for (int at : starts) {
            byte[] junk = Encoded.inserted(whole, at, HexFormat.of().parseHex(stray));
            assertThat(read(junk, "junk.jpg").rgb()).as("at byte " + at).isEqualTo(wanted);
            byte[] cut = Arrays.copyOf(junk, junk.length - 40);
            assertThatThrownBy(() -> read(cut, "cut.jpg")).isInstanceOf(UnreadableExampleException.class);
        }
    }

    /** Canvas, offset, a transparent pixel of the frame, and what lies beside it. */
    @Test
    void putsTheFirstFrameOfAGifOnItsCanvas() {
        BufferedImage image = new BufferedImage(
                10,
                8,
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(1, 2, new int[] {0x00abcdef, 0xff123456}, 0, true, 0, DataBuffer.TYPE_BYTE));
        image.getRaster().setSample(3, 2, 0, 1);
        RgbImage read = read(Encoded.gif(image, 40, 20, 25, 5), "placed.gif");
        assertThat(read.width()).isEqualTo(40);
        assertThat(read.height()).isEqualTo(20);
        assertThat(pixel(read, 28, 7)).isEqualTo(0x123456);
        for (int i = 0; i < 40 * 20; i++) {
            assertThat(i == 7 * 40 + 28 || pixel(read, i % 40, i / 40) == 0xffffff)
                    .isTrue();
        }
        RgbImage grown = read(Encoded.gif(image, 1, 1, 2, 3), "small-canvas.gif");
        assertThat(grown.width()).isEqualTo(12);
        assertThat(grown.height()).isEqualTo(11);
        assertThatThrownBy(() -> read(Encoded.gif(image, 65_535, 65_535, 0, 0), "bomb.gif"))
                .hasMessageContaining("65535 x 65535");
    }

    @Test
    void putsTheFirstFrameOfAWebpOnItsCanvas() {
        RgbImage frame = new RgbImage(6, 4, new byte[72]);
        RgbImage read = read(Encoded.animated(Encoded.webp(frame, 200, 30), frame, 20, 10, 8, 2), "moving.webp");
        assertThat(read.width()).isEqualTo(20);
        assertThat(read.height()).isEqualTo(10);
        for (int i = 0; i < 200; i++) {
            boolean inside = i % 20 >= 8 && i % 20 < 14 && i / 20 >= 2 && i / 20 < 6;
            assertThat(pixel(read, i % 20, i / 20)).isEqualTo(inside ? 200 << 16 | 30 : 0xffffff);
        }
    }

    /** Half of the ink leaves half of the light, with 8 bits and with 16. */
    @Test
    void readsInksOfTiff() {
        int[] inks = {255, 128, 0, 128};
        assertThat(pixel(read(Encoded.cmykTiff(inks, 8), "print.tif"), 1, 1)).isEqualTo(0x003f7f);
        assertThat(pixel(read(Encoded.cmykTiff(inks, 16), "print16.TIFF"), 1, 1))
                .isEqualTo(0x003f7f);
    }

    /** Held to the left: the first row is shown as the last column. */
    @Test
    void turnsTiffByItsOrientation() {
        RgbImage read = read(Encoded.turnedTiff(3, 2, 6, new byte[] {1, 2, 3, 4, 5, 6}), "turned.tif");
        assertThat(read.width()).isEqualTo(2);
        assertThat(read.rgb()).containsExactly(4, 4, 4, 1, 1, 1, 5, 5, 5, 2, 2, 2, 6, 6, 6, 3, 3, 3);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(PictureReaderTest.class.getClassLoader().getResourceAsStream(name), name);
    }

    private static byte[] plainJpeg(int[] pixel) {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, pixel.length, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, pixel);
        }
        return Encoded.jpegOf(raster);
    }

    private static void assertClose(int pixel, String expected) {
        int wanted = Integer.parseInt(expected, 16);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(pixel >> shift & 0xff).isCloseTo(wanted >> shift & 0xff, within(4));
        }
    }

    /**
     * Where the stored picture's first corner (dark) and its top right one (half dark) belong, by the EXIF standard.
     */
    @ParameterizedTest
    @CsvSource({"1,TL,TR", "2,TR,TL", "3,BR,BL", "4,BL,BR", "5,TL,BL", "6,TR,BR", "7,BR,TR", "8,BL,TL"})
    void turnsByTheOrientation(int tag, String dark, String half) {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 48 * 32; i++) {
            boolean top = i / 48 < 16;
            image.setRGB(i % 48, i / 48, top && i % 48 < 16 ? 0 : top && i % 48 >= 32 ? 0x808080 : 0xffffff);
        }
        RgbImage read = read(Encoded.withOrientation(Encoded.by("jpeg", image), tag), "turned.jpg");
        assertThat(read.width()).isEqualTo(tag < 5 ? 48 : 32);
        assertThat(corner(read, dark)).isLessThan(30);
        assertThat(corner(read, half)).isBetween(100, 156);
    }

    @Test
    void readsRealPhotosAsImageIoDoes() throws IOException {
        try (Stream<Path> files = Files.walk(SharedFolder.file("data/images_hr/val"))) {
            List<Path> photos = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(photos).hasSizeGreaterThan(100);
            for (Path photo : photos) {
                BufferedImage expected = ImageIO.read(photo.toFile());
                RgbImage read = reader.read(photo);
                boolean grey = expected.getType() == BufferedImage.TYPE_BYTE_GRAY;
                for (int x = 0; x < Math.min(read.width(), read.height()); x += 11) {
                    int wanted =
                            grey ? 0x10101 * expected.getRaster().getSample(x, x, 0) : expected.getRGB(x, x) & 0xffffff;
                    assertThat(pixel(read, x, x)).isEqualTo(wanted);
                }
            }
        }
    }

    private static int corner(RgbImage image, String which) {
        int y = which.charAt(0) == 'T' ? 4 : image.height() - 5;
        int x = which.charAt(1) == 'L' ? 4 : image.width() - 5;
        return pixel(image, x, y) & 0xff;
    }
}
