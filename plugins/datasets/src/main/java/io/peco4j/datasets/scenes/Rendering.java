package io.peco4j.datasets.scenes;

import io.peco4j.api.data.RgbImage;
import java.util.Arrays;

/**
 * A scene in pixels, and which object each pixel shows.
 *
 * <p>Edges are as soft as a pixel: how much of an object a pixel shows follows from the distance of its middle to the
 * outline. Only operations that every processor rounds in the same way are used for pixels.
 *
 * @param image the picture
 * @param owners index into {@link Scene#objects()} of the front object that covers at least half of a pixel; -1 for the
 *     ground; row by row
 */
@SuppressWarnings("ArrayRecordComponent") // one picture's worth of pixels, handed on
record Rendering(RgbImage image, byte[] owners) {
    private static final double GRAIN = 0.06;

    /** @param dice for the grain, the only thing that the scene leaves open */
    static Rendering of(Scene scene, Dice dice) {
        Canvas canvas = new Canvas(scene.size());
        canvas.fill(scene.ground());
        for (int i = 0; i < scene.objects().size(); i++) {
            canvas.paint(scene.objects().get(i), i);
        }
        return new Rendering(canvas.develop(scene, dice), canvas.owners);
    }

    private static final class Canvas {
        private final int size;
        private final float[] rgb;
        private final byte[] owners;

        Canvas(int size) {
            this.size = size;
            rgb = new float[3 * size * size];
            owners = new byte[size * size];
            Arrays.fill(owners, (byte) -1);
        }

        void fill(Texture texture) {
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    blend(row * size + column, texture, texture.mix(column + 0.5, row + 0.5), 1);
                }
            }
        }

        void paint(SceneObject object, int index) {
            int left = clamp(object.x() - object.reach());
            int right = clamp(object.x() + object.reach() + 1);
            int bottom = clamp(object.y() + object.reach() + 1);
            for (int row = clamp(object.y() - object.reach()); row < bottom; row++) {
                for (int column = left; column < right; column++) {
                    double cover = 0.5 - object.distance(column + 0.5, row + 0.5);
                    if (cover > 0) {
                        int pixel = row * size + column;
                        double mix = object.texture().mix(column + 0.5 - object.x(), row + 0.5 - object.y());
                        blend(pixel, object.texture(), mix, Math.min(1, cover));
                        owners[pixel] = cover >= 0.5 ? (byte) index : owners[pixel];
                    }
                }
            }
        }

        private void blend(int pixel, Texture texture, double mix, double cover) {
            Colour a = texture.first();
            Colour b = texture.second();
            int at = 3 * pixel;
            rgb[at] += (float) (cover * (a.red() + mix * (b.red() - a.red()) - rgb[at]));
            rgb[at + 1] += (float) (cover * (a.green() + mix * (b.green() - a.green()) - rgb[at + 1]));
            rgb[at + 2] += (float) (cover * (a.blue() + mix * (b.blue() - a.blue()) - rgb[at + 2]));
        }

        /** Adds light and grain, and rounds to bytes. */
        RgbImage develop(Scene scene, Dice dice) {
            byte[] out = new byte[rgb.length];
            int at = 0;
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double across = (column + 0.5) / size - 0.5;
                    double down = (row + 0.5) / size - 0.5;
                    double light = 1 + scene.lightX() * across + scene.lightY() * down;
                    long bits = dice.bits();
                    for (int channel = 0; channel < 3; channel++) {
                        double grain = GRAIN * (((bits >>> (16 * channel)) & 0xffff) * 0x1p-16 - 0.5);
                        int value = (int) (255 * (rgb[at] * light + grain) + 0.5);
                        out[at++] = (byte) Math.max(0, Math.min(255, value));
                    }
                }
            }
            return new RgbImage(size, size, out);
        }

        private int clamp(double at) {
            return (int) Math.max(0, Math.min(size, at));
        }
    }
}
