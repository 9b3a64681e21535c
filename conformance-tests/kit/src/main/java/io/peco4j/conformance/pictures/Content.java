package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Example.ObjectBox;
import io.peco4j.api.data.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an example consists of, whatever its kind. */
public final class Content {
    private static final int IGNORED = 255;

    private Content() {}

    /** A short text that is equal for equal examples, and for others another one. */
    public static String of(Example example) {
        return pixels(example) + " " + annotations(example);
    }

    /** The same of the picture or the frames alone. */
    public static String pixels(Example example) {
        return example instanceof Example.Clip clip
                ? clip.frames().stream().map(Content::text).collect(Collectors.joining(" "))
                : text(example.image());
    }

    /** Every class that the example names, without the pixels that are to be ignored. */
    public static List<Integer> classes(Example example) {
        if (example instanceof Example.Labelled labelled) {
            return List.of(labelled.label());
        }
        if (example instanceof Example.Segmented segmented) {
            return masked(segmented.mask());
        }
        if (example instanceof Example.Detected detected) {
            return detected.objects().stream().map(ObjectBox::label).toList();
        }
        return example instanceof Example.Clip clip ? List.of(clip.label()) : List.of();
    }

    /** What is wrong with masks, boxes and frames, in words. */
    public static List<String> faults(Example example) {
        int width = example.image().width();
        int height = example.image().height();
        List<String> faults = new ArrayList<>();
        if (example instanceof Example.Segmented segmented && segmented.mask().length != width * height) {
            faults.add("a mask of " + segmented.mask().length + " pixels on a picture of " + width + " x " + height);
        }
        if (example instanceof Example.Detected detected) {
            detected.objects().forEach(box -> check(box, width, height, faults));
        }
        if (example instanceof Example.Clip clip) {
            clip.frames().stream()
                    .filter(frame -> frame.width() != width || frame.height() != height)
                    .forEach(frame -> faults.add("a frame of " + frame.width() + " x " + frame.height()
                            + " pixels after one of " + width + " x " + height));
        }
        return faults;
    }

    private static void check(ObjectBox box, int width, int height, List<String> faults) {
        boolean inside = box.x1() >= 0 && box.y1() >= 0 && box.x2() <= width && box.y2() <= height;
        if (!inside || !(box.x1() < box.x2()) || !(box.y1() < box.y2())) {
            faults.add("a box from (" + box.x1() + ", " + box.y1() + ") to (" + box.x2() + ", " + box.y2()
                    + ") on a picture of " + width + " x " + height);
        }
        if (box.mask().length != 0 && box.mask().length != width * height) {
            faults.add("a mask of " + box.mask().length + " pixels on a picture of " + width + " x " + height);
        }
        for (byte pixel : box.mask()) {
            if (pixel != 0 && pixel != 1) {
                faults.add("a mask with the value " + pixel + ", which is neither 0 nor 1");
                break;
            }
        }
    }

    private static List<Integer> masked(byte[] mask) {
        return IntStream.range(0, mask.length)
                .map(i -> Byte.toUnsignedInt(mask[i]))
                .filter(label -> label != IGNORED)
                .distinct()
                .boxed()
                .toList();
    }

    private static String annotations(Example example) {
        if (example instanceof Example.Segmented segmented) {
            return hash(segmented.mask());
        }
        if (example instanceof Example.Detected detected) {
            return detected.objects().stream().map(Content::text).collect(Collectors.joining(" "));
        }
        return classes(example).toString();
    }

    private static String text(ObjectBox box) {
        return box.label() + " " + box.x1() + " " + box.y1() + " " + box.x2() + " " + box.y2() + " " + box.crowd() + " "
                + hash(box.mask());
    }

    private static String text(RgbImage image) {
        return image.width() + " x " + image.height() + " " + hash(image.rgb());
    }

    /** MD5, which is fast; there is no need for a secure hash. */
    private static String hash(byte[] bytes) {
        return UUID.nameUUIDFromBytes(bytes).toString();
    }
}
