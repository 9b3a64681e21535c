package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/** One step of a {@link Placement}: where pixels and points of the picture before it are afterwards. */
sealed interface PixelMove {

    /** Of the picture afterwards. */
    int width();

    /** Of the picture afterwards. */
    int height();

    /** The moved picture. */
    RgbImage move(RgbImage image);

    /** Where a point of that abscissa is afterwards, in continuous pixels. */
    double x(double x);

    /** Where a point of that ordinate is afterwards, in continuous pixels. */
    double y(double y);

    /** Where a point of that abscissa was before, in continuous pixels. */
    double xBefore(double x);

    /** Where a point of that ordinate was before, in continuous pixels. */
    double yBefore(double y);

    /** A part of the picture; what exceeds it is black. */
    record Window(int left, int top, int width, int height) implements PixelMove {
        @Override
        public RgbImage move(RgbImage image) {
            int fromX = Math.max(0, left);
            int fromY = Math.max(0, top);
            int toX = Math.min(image.width(), left + width);
            int toY = Math.min(image.height(), top + height);
            if (toX - fromX == width && toY - fromY == height) {
                return Resampler.copy(image, new CropRegion(left, top, width, height));
            }
            byte[] out = new byte[3 * width * height];
            for (int y = fromY; y < toY && fromX < toX; y++) {
                System.arraycopy(
                        image.rgb(),
                        3 * (y * image.width() + fromX),
                        out,
                        3 * ((y - top) * width + fromX - left),
                        3 * (toX - fromX));
            }
            return new RgbImage(width, height, out);
        }

        @Override
        public double x(double x) {
            return x - left;
        }

        @Override
        public double y(double y) {
            return y - top;
        }

        @Override
        public double xBefore(double x) {
            return x + left;
        }

        @Override
        public double yBefore(double y) {
            return y + top;
        }
    }

    /** Another size. */
    record Scaling(int widthBefore, int heightBefore, int width, int height, Filter filter) implements PixelMove {
        @Override
        public RgbImage move(RgbImage image) {
            return Resampler.resize(image, CropRegion.whole(image), width, height, filter);
        }

        @Override
        public double x(double x) {
            return x * width / widthBefore;
        }

        @Override
        public double y(double y) {
            return y * height / heightBefore;
        }

        @Override
        public double xBefore(double x) {
            return before(x, widthBefore, width);
        }

        @Override
        public double yBefore(double y) {
            return before(y, heightBefore, height);
        }

        /** Of a filter that does not widen, the middle of the pixel that pixel i begins in. */
        private double before(double at, int from, int to) {
            return filter.widens() ? at * from / to : Math.floor(Math.floor(at) * from / to) + 0.5;
        }
    }

    /** Left and right exchanged. */
    record Mirroring(int width, int height) implements PixelMove {
        @Override
        public RgbImage move(RgbImage image) {
            return HorizontalFlip.flip(image);
        }

        @Override
        public double x(double x) {
            return width - x;
        }

        @Override
        public double y(double y) {
            return y;
        }

        @Override
        public double xBefore(double x) {
            return width - x;
        }

        @Override
        public double yBefore(double y) {
            return y;
        }
    }

    /** Top and bottom exchanged. */
    record Overturning(int width, int height) implements PixelMove {
        @Override
        public RgbImage move(RgbImage image) {
            return VerticalFlip.flip(image);
        }

        @Override
        public double x(double x) {
            return x;
        }

        @Override
        public double y(double y) {
            return height - y;
        }

        @Override
        public double xBefore(double x) {
            return x;
        }

        @Override
        public double yBefore(double y) {
            return height - y;
        }
    }
}
