package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.util.List;

/**
 * Which colour means what, as a picture: a framed square of each colour with its name beside it, in columns of ten that
 * are read from above. Names are drawn in capitals; a caption should repeat them for those who cannot see the picture.
 *
 * @param entries at least one
 */
public record Legend(List<Entry> entries) {
    private static final int ROWS = 10;
    private static final int SCALE = 2;
    private static final int SIDE = SCALE * PixelFont.HEIGHT;
    private static final int MARGIN = 6;
    private static final int PAPER = 0xFFFFFF;
    private static final int INK = 0x404040;

    /**
     * A colour and its name.
     *
     * @param colour {@code 0xRRGGBB}
     */
    public record Entry(String name, int colour) {}

    /** @throws IllegalArgumentException if there is no entry */
    public Legend {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no entries");
        }
    }

    /** The picture, as wide as its names need. */
    public RgbImage image() {
        int rows = Math.min(ROWS, entries.size());
        int columns = (entries.size() + ROWS - 1) / ROWS;
        int longest = entries.stream()
                .mapToInt(entry -> PixelFont.width(entry.name()))
                .max()
                .orElseThrow();
        int columnWidth = SIDE + MARGIN + SCALE * longest + 2 * MARGIN;
        Canvas canvas = new Canvas(columns * columnWidth, rows * (SIDE + MARGIN) + MARGIN, PAPER);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int left = i / ROWS * columnWidth + MARGIN;
            int top = i % ROWS * (SIDE + MARGIN) + MARGIN;
            canvas.fill(left, top, left + SIDE, top + SIDE, INK);
            canvas.fill(left + 1, top + 1, left + SIDE - 1, top + SIDE - 1, entry.colour());
            canvas.write(entry.name(), left + SIDE + MARGIN, top, SCALE, INK);
        }
        return canvas.image();
    }
}
