package io.peco4j.datasets.video;

import io.peco4j.api.data.RgbImage;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.IntPointer;

/**
 * How decoded pictures become upright: by quarter turns and mirror images, as telephones ask for. A pixel (x, y) goes to
 * {@code (a x + c y, b x + d y)}, moved so that the picture begins at 0.
 *
 * @param a -1, 0 or 1, like the others; one of {@code a} and {@code b} is 0
 */
record Orientation(int a, int b, int c, int d) {
    static final Orientation UPRIGHT = new Orientation(1, 0, 0, 1);

    /** That of a stream; upright if it asks for an angle that is no quarter turn. */
    static Orientation of(AVCodecParameters parameters) {
        for (int i = 0; i < parameters.nb_coded_side_data(); i++) {
            AVPacketSideData side = parameters.coded_side_data().getPointer(i);
            if (side.type() == avcodec.AV_PKT_DATA_DISPLAYMATRIX) {
                IntPointer matrix = new IntPointer(side.data());
                Orientation found = new Orientation(
                        Integer.signum(matrix.get(0)),
                        Integer.signum(matrix.get(1)),
                        Integer.signum(matrix.get(3)),
                        Integer.signum(matrix.get(4)));
                return found.isQuarterTurn() ? found : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    private boolean isQuarterTurn() {
        return a * a + b * b == 1 && c * c + d * d == 1 && a * a + c * c == 1;
    }

    /** Whether width and height change places. */
    boolean swaps() {
        return a == 0;
    }

    /** The picture as it is to be seen. */
    RgbImage upright(RgbImage image) {
        if (equals(UPRIGHT)) {
            return image;
        }
        int width = swaps() ? image.height() : image.width();
        int height = swaps() ? image.width() : image.height();
        int left = Math.min(0, a * (image.width() - 1) + c * (image.height() - 1));
        int top = Math.min(0, b * (image.width() - 1) + d * (image.height() - 1));
        byte[] turned = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int from = 3 * (y * image.width() + x);
                int to = 3 * ((b * x + d * y - top) * width + a * x + c * y - left);
                System.arraycopy(image.rgb(), from, turned, to, 3);
            }
        }
        return new RgbImage(width, height, turned);
    }
}
