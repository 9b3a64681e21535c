package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A picture of red boxes and green discs on grey noise, wider than high, and the truth about it: a function of its
 * seed.
 *
 * @param image the picture
 * @param classes the class of every pixel, an index into {@link #CLASSES}; the last row is not counted
 * @param objects one to three that do not touch; their labels are indices into {@link #OBJECTS}. A box has its outline
 *     as mask, a disc its pixels; where there are three, the last is a crowd
 */
public record DrawnScene(RgbImage image, ClassMap classes, List<Instance> objects) {
    /** What pixels show. */
    public static final List<String> CLASSES = List.of("ground", "box", "disc");

    /** What objects are. */
    public static final List<String> OBJECTS = List.of("box", "disc");

    /** Of every picture, in pixels. */
    public static final int WIDTH = 36;

    /** Of every picture, in pixels. */
    public static final int HEIGHT = 16;

    private static final int CELL = WIDTH / 3;

    public DrawnScene {
        objects = List.copyOf(objects);
    }

    /** The scene of that number. */
    public static DrawnScene of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        byte[] classes = new byte[WIDTH * HEIGHT];
        for (int pixel = 0; pixel < classes.length; pixel++) {
            Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, (byte) random.nextInt(70, 170));
        }
        List<Instance> objects = new ArrayList<>();
        int count = random.nextInt(1, 4);
        for (int cell = 0; cell < count; cell++) {
            int label = random.nextInt(OBJECTS.size());
            int side = random.nextInt(4, CELL - 1);
            int left = cell * CELL + random.nextInt(CELL - side);
            int top = random.nextInt(HEIGHT - 1 - side);
            InstanceMask.RunLengths pixels = InstanceMask.RunLengths.of(
                    WIDTH,
                    HEIGHT,
                    pixel -> covers(label, side, pixel % WIDTH - left, Math.floorDiv(pixel, WIDTH) - top));
            for (int pixel = 0; pixel < classes.length; pixel++) {
                if (covers(label, side, pixel % WIDTH - left, pixel / WIDTH - top)) {
                    classes[pixel] = (byte) (label + 1);
                    rgb[3 * pixel] = (byte) (label == 0 ? 230 : 20);
                    rgb[3 * pixel + 1] = (byte) (label == 0 ? 20 : 230);
                    rgb[3 * pixel + 2] = 20;
                }
            }
            Box box = new Box(left, top, left + side, top + side);
            boolean crowd = cell == 2;
            objects.add(
                    label == 0 && !crowd
                            ? new Instance(label, box, outline(box))
                            : new Instance(label, box, crowd, Optional.of(pixels)));
        }
        Arrays.fill(classes, classes.length - WIDTH, classes.length, (byte) ClassMap.IGNORE_BYTE);
        return new DrawnScene(new RgbImage(WIDTH, HEIGHT, rgb), ClassMap.of(WIDTH, HEIGHT, classes), objects);
    }

    private static boolean covers(int label, int side, int x, int y) {
        if (x < 0 || y < 0 || x >= side || y >= side) {
            return false;
        }
        double fromMiddleX = x + 0.5 - side / 2.0;
        double fromMiddleY = y + 0.5 - side / 2.0;
        return label == 0 || fromMiddleX * fromMiddleX + fromMiddleY * fromMiddleY <= side * side / 4.0;
    }

    private static InstanceMask.Polygons outline(Box box) {
        return new InstanceMask.Polygons(List.of(new double[] {
            box.left(), box.top(), box.right(), box.top(), box.right(), box.bottom(), box.left(), box.bottom()
        }));
    }
}
