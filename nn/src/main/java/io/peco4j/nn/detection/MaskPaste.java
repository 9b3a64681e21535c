package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Tensors;

/**
 * Puts masks of boxes back into their images (torchvision's rules): a border of a pixel of zeros, the box grown to
 * match and cut to whole pixels towards zero, bilinear resizing, and what sticks out of the image cut off.
 */
public final class MaskPaste {
    private MaskPaste() {}

    /**
     * The boxes that masks of {@code side} pixels cover with their border: grown about their centres.
     *
     * @param side pixels of a mask along each axis, without the border
     */
    public static Boxes expanded(Boxes boxes, int side) {
        float factor = (float) (side + 2) / side;
        float[] corners = new float[4 * boxes.size()];
        for (int box = 0; box < boxes.size(); box++) {
            float centreX = (boxes.x2(box) + boxes.x1(box)) * 0.5f;
            float centreY = (boxes.y2(box) + boxes.y1(box)) * 0.5f;
            float halfWidth = boxes.width(box) * 0.5f * factor;
            float halfHeight = boxes.height(box) * 0.5f * factor;
            corners[4 * box] = centreX - halfWidth;
            corners[4 * box + 1] = centreY - halfHeight;
            corners[4 * box + 2] = centreX + halfWidth;
            corners[4 * box + 3] = centreY + halfHeight;
        }
        return Boxes.owning(corners);
    }

    /**
     * One mask in its image.
     *
     * @param mask side x side probabilities, row by row
     * @param boxes one of them is the mask's, in pixels of the image
     * @param box its number
     * @return probabilities of the image's pixels, row by row; 0 outside the box
     */
    public static float[] paste(float[] mask, Boxes boxes, int box, PixelSize image) {
        int side = (int) Math.round(Math.sqrt(mask.length));
        Boxes grown = expanded(boxes.select(box), side);
        int left = (int) grown.x1(0);
        int top = (int) grown.y1(0);
        Taps across = new Taps(side, Math.max((int) grown.x2(0) - left + 1, 1));
        Taps down = new Taps(side, Math.max((int) grown.y2(0) - top + 1, 1));
        float[] pasted = new float[image.height() * image.width()];
        int firstColumn = Math.max(left, 0);
        int lastColumn = Math.min(left + across.length(), image.width());
        for (int y = Math.max(top, 0); y < Math.min(top + down.length(), image.height()); y++) {
            int row = down.first(y - top);
            float lower = down.second(y - top);
            for (int x = firstColumn; x < lastColumn; x++) {
                int column = across.first(x - left);
                float right = across.second(x - left);
                float upperRow = (1 - right) * at(mask, side, row, column) + right * at(mask, side, row, column + 1);
                float lowerRow =
                        (1 - right) * at(mask, side, row + 1, column) + right * at(mask, side, row + 1, column + 1);
                pasted[y * image.width() + x] = (1 - lower) * upperRow + lower * lowerRow;
            }
        }
        return pasted;
    }

    /**
     * All masks of an image, each in a picture of its own; takes K H W numbers.
     *
     * @param masks float32 (K, 1, side, side)
     * @param boxes K boxes in pixels of the image
     * @return float32 (K, 1, H, W), owned by the manager of the masks
     * @throws IllegalArgumentException if these are more than 2^31 - 1 numbers
     */
    public static NDArray paste(NDArray masks, Boxes boxes, PixelSize image) {
        NDManager manager = masks.getManager();
        Shape shape = new Shape(boxes.size(), 1, image.height(), image.width());
        if (boxes.size() == 0) {
            return manager.zeros(shape);
        }
        float[] all = masks.toFloatArray();
        int pixels = image.height() * image.width();
        float[] pasted = new float[pixels(boxes.size(), image)];
        float[] mask = new float[all.length / boxes.size()];
        for (int box = 0; box < boxes.size(); box++) {
            System.arraycopy(all, box * mask.length, mask, 0, mask.length);
            System.arraycopy(paste(mask, boxes, box, image), 0, pasted, box * pixels, pixels);
        }
        return Tensors.of(manager, pasted, shape);
    }

    private static int pixels(int masks, PixelSize image) {
        try {
            return Math.multiplyExact(masks, Math.multiplyExact(image.height(), image.width()));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    masks + " masks of " + image + " do not fit into one array; paste them one by one", e);
        }
    }

    /** A pixel of the mask with its border, where (0, 0) is in the border. */
    private static float at(float[] mask, int side, int row, int column) {
        return row < 1 || column < 1 || row > side || column > side ? 0 : mask[(row - 1) * side + column - 1];
    }

    /** Which two pixels of the mask with its border make a pixel of the box, along one axis. */
    private record Taps(int side, int length) {
        private float position(int pixel) {
            float scale = (float) (side + 2) / length;
            return Math.max(scale * (pixel + 0.5f) - 0.5f, 0);
        }

        int first(int pixel) {
            return (int) position(pixel);
        }

        /** The share of the pixel after the first; beyond the border it is a zero like the border. */
        float second(int pixel) {
            return position(pixel) - first(pixel);
        }
    }
}
