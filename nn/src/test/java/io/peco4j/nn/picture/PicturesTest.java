package io.peco4j.nn.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PicturesTest {

    @Property(tries = 30)
    void pngKeepsEveryPixel(@ForAll @Size(24) byte[] rgb) throws IOException {
        Png png = Png.of(new RgbImage(4, 2, rgb));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.bytes()));
        for (int i = 0; i < 8; i++) {
            int expected = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | rgb[3 * i + 2] & 0xff;
            assertThat(read.getRGB(i % 4, i / 4) & 0xffffff).isEqualTo(expected);
        }
        assertThat(Png.of(png.bytes()))
                .hasValueSatisfying(header -> assertThat(header.width()).isEqualTo(4));
    }

    @Test
    void aLineOfAChartRunsThroughItsPointsInProportion() {
        RgbImage chart = new LinePicture(
                        "epsilon",
                        List.of(0.0, 2.0, 8.0),
                        List.of(new LinePicture.Line("a", List.of(100.0, 50.0, 0.0))))
                .image();
        int colour = ObjectColours.of(0);
        List<Integer> columns = columnsOf(chart, colour, 370);
        int left = columns.get(0);
        int right = columns.get(columns.size() - 1);
        assertThat(columns).as("a line without gaps").hasSize(right - left + 1);
        assertThat(rowOf(chart, colour, left + (right - left) / 4))
                .as("half way down where a quarter of the way is done")
                .isCloseTo((rowOf(chart, colour, left) + rowOf(chart, colour, right)) / 2, within(3));
    }

    /** Ten in a column; each colour stands where its place says, and a longer name makes the picture wider. */
    @Test
    void aLegendHasEachColourOnceAndRoomForItsNames() {
        RgbImage legend = legend("road", 12);
        for (int i = 0; i < 12; i++) {
            int colour = ObjectColours.of(i);
            assertThat(columnsOf(legend, colour, legend.width() - 1)).hasSize(12);
            assertThat(columnsOf(legend, colour, legend.width() / 2).isEmpty()).isEqualTo(i >= 10);
            assertThat(rowOf(
                            legend,
                            colour,
                            columnsOf(legend, colour, legend.width() - 1).get(0)))
                    .isBetween(i % 10 * legend.height() / 10, (i % 10 + 1) * legend.height() / 10);
        }
        assertThat(legend("pavement", 12).width() - legend.width())
                .as("four letters of two times six pixels in each of two columns")
                .isEqualTo(2 * 4 * 2 * 6);
    }

    private static RgbImage legend(String name, int entries) {
        return new Legend(IntStream.range(0, entries)
                        .mapToObj(i -> new Legend.Entry(name, ObjectColours.of(i)))
                        .toList())
                .image();
    }

    private static List<Integer> columnsOf(RgbImage image, int colour, int end) {
        return IntStream.rangeClosed(0, end)
                .filter(x -> IntStream.range(0, image.height()).anyMatch(y -> is(image, colour, x, y)))
                .boxed()
                .toList();
    }

    private static int rowOf(RgbImage image, int colour, int x) {
        int[] rows = IntStream.range(0, image.height())
                .filter(y -> is(image, colour, x, y))
                .toArray();
        return (rows[0] + rows[rows.length - 1]) / 2;
    }

    private static boolean is(RgbImage image, int colour, int x, int y) {
        int at = 3 * (y * image.width() + x);
        return ((image.rgb()[at] & 255) << 16 | (image.rgb()[at + 1] & 255) << 8 | image.rgb()[at + 2] & 255) == colour;
    }

    @Test
    void whatIsNoPngIsNone() {
        assertThat(Png.of(new byte[30])).isEmpty();
        assertThat(Png.of(new byte[0])).isEmpty();
    }

    @Test
    void everyTokenHasAColourOfItsOwn() {
        Set<Integer> colours = new HashSet<>();
        for (long token = 0; token < 8192; token++) {
            colours.add(TokenMap.colour(token));
        }
        assertThat(colours.size()).isGreaterThan(8140);
        assertThat(nearest(64)).isGreaterThan(14);
    }

    /** Least distance between two of the first colours, in steps of 8 bits. */
    private static double nearest(int count) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                int a = TokenMap.colour(i);
                int b = TokenMap.colour(j);
                double square = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    square += Math.pow((a >> shift & 255) - (b >> shift & 255), 2);
                }
                least = Math.min(least, Math.sqrt(square));
            }
        }
        return least;
    }

    @Test
    void aTokenMapHasASquareForEachToken() {
        RgbImage map = TokenMap.of(new long[] {3, 9, 9, 3, 5, 7}, 2, 3, 4);
        assertThat(map.width()).isEqualTo(12);
        assertThat(map.height()).isEqualTo(8);
        assertThat(pixel(map, 0, 0))
                .isEqualTo(TokenMap.colour(3))
                .isEqualTo(pixel(map, 3, 7 - 4))
                .isEqualTo(pixel(map, 2, 6));
        assertThat(pixel(map, 11, 7)).isEqualTo(TokenMap.colour(7));
    }

    @Test
    void aSheetPutsPicturesInTheirPlaces() {
        RgbImage red = plain(4, 4, 255, 0);
        RgbImage green = plain(2, 2, 0, 255);
        RgbImage sheet = ContactSheet.of(List.of(List.of(red, green), List.of(green)));
        assertThat(sheet.width()).isEqualTo(10);
        assertThat(sheet.height()).isEqualTo(10);
        assertThat(pixel(sheet, 3, 3)).isEqualTo(0xff0000);
        assertThat(pixel(sheet, 4, 3)).isEqualTo(0x808080);
        assertThat(pixel(sheet, 6, 0)).isEqualTo(pixel(sheet, 9, 3)).isEqualTo(0x00ff00);
        assertThat(pixel(sheet, 0, 9)).isEqualTo(0x00ff00);
        assertThat(pixel(sheet, 9, 9)).isEqualTo(0x808080);
        assertThat(ContactSheet.grid(List.of(red, green, green), 2).rgb()).isEqualTo(sheet.rgb());
    }

    private static RgbImage plain(int width, int height, int red, int green) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgb[3 * i] = (byte) red;
            rgb[3 * i + 1] = (byte) green;
        }
        return new RgbImage(width, height, rgb);
    }

    private static int pixel(RgbImage image, int x, int y) {
        int at = 3 * (y * image.width() + x);
        return (image.rgb()[at] & 0xff) << 16 | (image.rgb()[at + 1] & 0xff) << 8 | image.rgb()[at + 2] & 0xff;
    }
}
