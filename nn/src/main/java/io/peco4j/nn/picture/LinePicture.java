package io.peco4j.nn.picture;

import io.peco4j.api.data.RgbImage;
import java.util.Arrays;
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
        Sheet sheet = new Sheet();
        for (int share = 0; share <= 100; share += 25) {
            int y = y(share);
            sheet.line(LEFT, y, RIGHT, y, share == 0 ? INK : GRID);
            String text = share + "%";
            sheet.write(text, LEFT - 6 - PixelFont.width(text), y - PixelFont.HEIGHT / 2, INK);
        }
        for (double value : values) {
            String text = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
            sheet.line(x(value), BOTTOM, x(value), BOTTOM + 4, INK);
            sheet.write(text, x(value) - PixelFont.width(text) / 2, BOTTOM + 8, INK);
        }
        sheet.write(axis, (LEFT + RIGHT - PixelFont.width(axis)) / 2, BOTTOM + 24, INK);
        for (int i = 0; i < lines.size(); i++) {
            draw(sheet, lines.get(i), ObjectColours.of(i), TOP + i * LINE_HEIGHT);
        }
        return sheet.image();
    }

    private void draw(Sheet sheet, Line line, int colour, int legend) {
        for (int i = 0; i < values.size(); i++) {
            int x = x(values.get(i));
            int y = y(line.shares().get(i));
            if (i > 0) {
                sheet.line(x(values.get(i - 1)), y(line.shares().get(i - 1)), x, y, colour);
            }
            sheet.fill(x - MARK, y - MARK, x + MARK, y + MARK, colour);
        }
        sheet.fill(RIGHT + 12, legend, RIGHT + 12 + PixelFont.HEIGHT, legend + PixelFont.HEIGHT, colour);
        sheet.write(line.name(), RIGHT + 24, legend, INK);
    }

    private int x(double value) {
        double most = values.get(values.size() - 1);
        return LEFT + (int) Math.round((most == 0 ? 0 : value / most) * (RIGHT - LEFT));
    }

    private static int y(double share) {
        return BOTTOM - (int) Math.round(share / 100 * (BOTTOM - TOP));
    }

    /** What is drawn on; what lies outside is cut. */
    private static final class Sheet {
        private final byte[] rgb = new byte[3 * WIDTH * HEIGHT];

        Sheet() {
            Arrays.fill(rgb, (byte) PAPER);
        }

        /** One pixel for each step along the longer side. */
        void line(int fromX, int fromY, int toX, int toY, int colour) {
            int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
            for (int i = 0; i <= steps; i++) {
                int x = fromX + Math.round((float) (toX - fromX) * i / steps);
                int y = fromY + Math.round((float) (toY - fromY) * i / steps);
                put(x, y, colour);
            }
        }

        void fill(int left, int top, int right, int bottom, int colour) {
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= right; x++) {
                    put(x, y, colour);
                }
            }
        }

        void write(String text, int left, int top, int colour) {
            for (int i = 0; i < text.length(); i++) {
                for (int y = 0; y < PixelFont.HEIGHT; y++) {
                    for (int x = 0; x < PixelFont.WIDTH; x++) {
                        if (PixelFont.isSet(text.charAt(i), x, y)) {
                            put(left + i * PixelFont.ADVANCE + x, top + y, colour);
                        }
                    }
                }
            }
        }

        private void put(int x, int y, int colour) {
            if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT) {
                int at = 3 * (y * WIDTH + x);
                rgb[at] = (byte) (colour >> 16);
                rgb[at + 1] = (byte) (colour >> 8);
                rgb[at + 2] = (byte) colour;
            }
        }

        RgbImage image() {
            return new RgbImage(WIDTH, HEIGHT, rgb);
        }
    }
}
