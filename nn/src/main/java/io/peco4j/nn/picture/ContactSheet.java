package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pictures beside and above each other on one sheet, such as originals above their reconstructions. */
public final class ContactSheet {
    private static final int GAP = 2;
    private static final byte GROUND = (byte) 128;

    private ContactSheet() {}

    /**
     * One row for each list. Every picture gets a place of the size of the largest one; smaller ones are enlarged to it
     * without smoothing, so that pixels and tokens stay what they are.
     *
     * @param rows at least one picture; shorter rows leave places empty
     * @throws IllegalArgumentException if there is no picture
     */
    public static RgbImage of(List<List<RgbImage>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        if (columns == 0) {
            throw new IllegalArgumentException("no pictures");
        }
        int tileWidth = rows.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::width)
                .max()
                .orElseThrow();
        int tileHeight = rows.stream()
                .flatMap(List::stream)
                .mapToInt(RgbImage::height)
                .max()
                .orElseThrow();
        int width = columns * (tileWidth + GAP) - GAP;
        int height = rows.size() * (tileHeight + GAP) - GAP;
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, GROUND);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                int corner = row * (tileHeight + GAP) * width + column * (tileWidth + GAP);
                put(rows.get(row).get(column), rgb, corner, width, tileWidth, tileHeight);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /**
     * All pictures in order, so many in a row.
     *
     * @throws IllegalArgumentException if there is no picture, or no column
     */
    public static RgbImage grid(List<RgbImage> pictures, int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException(columns + " columns");
        }
        List<List<RgbImage>> rows = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += columns) {
            rows.add(pictures.subList(from, Math.min(from + columns, pictures.size())));
        }
        return of(rows);
    }

    private static void put(RgbImage picture, byte[] sheet, int corner, int stride, int tileWidth, int tileHeight) {
        for (int y = 0; y < tileHeight; y++) {
            int line = (int) ((long) y * picture.height() / tileHeight) * picture.width();
            for (int x = 0; x < tileWidth; x++) {
                int from = line + (int) ((long) x * picture.width() / tileWidth);
                System.arraycopy(picture.rgb(), 3 * from, sheet, 3 * (corner + y * stride + x), 3);
            }
        }
    }
}
