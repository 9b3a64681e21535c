package io.peco4j.runtime.report;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.ContactSheet;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * A contact sheet with a word beside each row, so that it says by itself what is what.
 *
 * <p>Words are drawn in the logical sans-serif font, without a screen. On a system without any font the sheet has none.
 */
public final class LabelledSheet {
    private static final Color GROUND = Color.WHITE;
    private static final Color HEAD = new Color(0x22, 0x22, 0x22);
    private static final Color DETAIL = new Color(0x77, 0x77, 0x77);
    private static final int MARGIN = 12;

    /** Below it, two lines of letters no longer fit beside a row. */
    private static final int LEAST_ROW = 48;

    private LabelledSheet() {}

    /**
     * A row.
     *
     * @param head what is seen, such as a tokenizer's name
     * @param detail a figure or a remark, in smaller letters below; may be empty
     * @param pictures from the left
     */
    public record Row(String head, String detail, List<RgbImage> pictures) {
        public Row {
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * Draws rows below each other; small pictures are enlarged by a whole factor, so that words fit beside them.
     *
     * @throws IllegalArgumentException if there is no picture
     */
    public static RgbImage of(List<Row> rows) {
        RgbImage plain = ContactSheet.of(rows.stream().map(Row::pictures).toList());
        RgbImage sheet = enlarged(plain, (LEAST_ROW * rows.size() + plain.height() - 1) / plain.height());
        return Letters.find().map(letters -> labelled(sheet, rows, letters)).orElse(sheet);
    }

    private static RgbImage labelled(RgbImage sheet, List<Row> rows, Letters letters) {
        int gutter = 2 * MARGIN + rows.stream().mapToInt(letters::width).max().orElse(0);
        BufferedImage canvas = new BufferedImage(gutter + sheet.width(), sheet.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, gutter, sheet.height());
        for (int row = 0; row < rows.size(); row++) {
            letters.draw(graphics, rows.get(row), (int) ((row + 0.5) * sheet.height() / rows.size()));
        }
        graphics.dispose();
        return joined(canvas, sheet, gutter);
    }

    /** The canvas with the sheet at its right. */
    private static RgbImage joined(BufferedImage canvas, RgbImage sheet, int gutter) {
        int width = canvas.getWidth();
        byte[] rgb = new byte[3 * width * sheet.height()];
        for (int y = 0; y < sheet.height(); y++) {
            for (int x = 0; x < gutter; x++) {
                int colour = canvas.getRGB(x, y);
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (colour >> 16);
                rgb[at + 1] = (byte) (colour >> 8);
                rgb[at + 2] = (byte) colour;
            }
            System.arraycopy(sheet.rgb(), 3 * y * sheet.width(), rgb, 3 * (y * width + gutter), 3 * sheet.width());
        }
        return new RgbImage(width, sheet.height(), rgb);
    }

    private static RgbImage enlarged(RgbImage image, int factor) {
        if (factor <= 1) {
            return image;
        }
        int width = image.width() * factor;
        byte[] rgb = new byte[3 * width * image.height() * factor];
        for (int y = 0; y < image.height() * factor; y++) {
            for (int x = 0; x < width; x++) {
                int from = 3 * (y / factor * image.width() + x / factor);
                System.arraycopy(image.rgb(), from, rgb, 3 * (y * width + x), 3);
            }
        }
        return new RgbImage(width, image.height() * factor, rgb);
    }

    /**
     * The two sizes of letters, with their measures.
     *
     * @param large for heads
     * @param small for details
     */
    private record Letters(FontMetrics large, FontMetrics small) {

        /** Empty where Java finds no font, as in the smallest containers: it says so by any kind of error. */
        static Optional<Letters> find() {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            try {
                return Optional.of(new Letters(
                        graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 14)),
                        graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 11))));
            } catch (RuntimeException | LinkageError | InternalError e) {
                return Optional.empty();
            } finally {
                graphics.dispose();
            }
        }

        int width(Row row) {
            return Math.max(large.stringWidth(row.head()), small.stringWidth(row.detail()));
        }

        /** Right of the margin, in the middle of a row. */
        void draw(Graphics2D graphics, Row row, int middle) {
            int height = large.getHeight() + (row.detail().isEmpty() ? 0 : small.getHeight());
            int top = middle - height / 2;
            graphics.setFont(large.getFont());
            graphics.setColor(HEAD);
            graphics.drawString(row.head(), MARGIN, top + large.getAscent());
            graphics.setFont(small.getFont());
            graphics.setColor(DETAIL);
            graphics.drawString(row.detail(), MARGIN, top + large.getHeight() + small.getAscent());
        }
    }
}
