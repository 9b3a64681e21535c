package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.util.List;

/**
 * A chart of lines as a picture: shares in per cent over a value from 0 on, for a task whose scores are a curve.
 *
 * @param axis what the value is, in capital letters, digits and {@code .-/%}
 * @param values at which there are points, rising, none negative
 * @param lines at least one
 */
public record LinePicture(String axis, List<Double> values, List<Line> lines) {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;
    private static final int LEFT = 44;
    private static final int TOP = 12;
    private static final int BOTTOM = 250;
    private static final int RIGHT = WIDTH - 110;
    private static final int LINE_HEIGHT = 14;
    private static final int MARK = 2;
    private static final int PAPER = 0xFFFFFF;
    private static final int GRID = 0xE0E0E0;
    private static final int INK = 0x404040;

    /**
     * A line.
     *
     * @param shares in per cent, one at each value
     */
    public record Line(String name, List<Double> shares) {
        public Line {
            shares = List.copyOf(shares);
        }
    }

    /** @throws IllegalArgumentException if a line has more or fewer points than there are values */
    public LinePicture {
        values = List.copyOf(values);
        lines = List.copyOf(lines);
        int points = values.size();
        if (lines.stream().anyMatch(line -> line.shares().size() != points)) {
            throw new IllegalArgumentException("a line without " + points + " points");
        }
    }

    /** The chart, 480 x 300 pixels. */
    public RgbImage image() {
        Canvas canvas = new Canvas(WIDTH, HEIGHT, PAPER);
        for (int share = 0; share <= 100; share += 25) {
            int y = y(share);
            canvas.line(LEFT, y, RIGHT, y, share == 0 ? INK : GRID);
            String text = share + "%";
            canvas.write(text, LEFT - 6 - PixelFont.width(text), y - PixelFont.HEIGHT / 2, 1, INK);
        }
        for (double value : values) {
            String text = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
            canvas.line(x(value), BOTTOM, x(value), BOTTOM + 4, INK);
            canvas.write(text, x(value) - PixelFont.width(text) / 2, BOTTOM + 8, 1, INK);
        }
        canvas.write(axis, (LEFT + RIGHT - PixelFont.width(axis)) / 2, BOTTOM + 24, 1, INK);
        for (int i = 0; i < lines.size(); i++) {
            draw(canvas, lines.get(i), ObjectColours.of(i), TOP + i * LINE_HEIGHT);
        }
        return canvas.image();
    }

    private void draw(Canvas canvas, Line line, int colour, int legend) {
        for (int i = 0; i < values.size(); i++) {
            int x = x(values.get(i));
            int y = y(line.shares().get(i));
            if (i > 0) {
                canvas.line(x(values.get(i - 1)), y(line.shares().get(i - 1)), x, y, colour);
            }
            canvas.fill(x - MARK, y - MARK, x + MARK + 1, y + MARK + 1, colour);
        }
        int side = PixelFont.HEIGHT + 1;
        canvas.fill(RIGHT + 12, legend, RIGHT + 12 + side, legend + side, colour);
        canvas.write(line.name(), RIGHT + 24, legend, 1, INK);
    }

    private int x(double value) {
        double most = values.get(values.size() - 1);
        return LEFT + (int) Math.round((most == 0 ? 0 : value / most) * (RIGHT - LEFT));
    }

    private static int y(double share) {
        return BOTTOM - (int) Math.round(share / 100 * (BOTTOM - TOP));
    }
}
