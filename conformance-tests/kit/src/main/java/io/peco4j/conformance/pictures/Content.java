package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What an example consists of, whatever its kind. */
public final class Content {
    private Content() {}

    /** A short text that is equal for equal examples, and for others another one. */
    public static String of(Example example) {
        return pixels(example) + " " + annotations(example);
    }

    /** The same of the picture or the frames alone. */
    public static String pixels(Example example) {
        return example instanceof Example.Clip clip
                ? texts(clip.frames().read(all(clip.frames()))).toString()
                : text(example.image());
    }

    /** The numbers of all frames. */
    public static int[] all(Frames frames) {
        return IntStream.range(0, frames.count()).toArray();
    }

    /** A short text for each frame. */
    public static List<String> texts(List<RgbImage> frames) {
        return frames.stream().map(Content::text).toList();
    }

    /** Every class that the example names, without the pixels that are to be ignored. */
    public static List<Integer> classes(Example example) {
        if (example instanceof Example.Labelled labelled) {
            return List.of(labelled.label());
        }
        if (example instanceof Example.Segmented segmented) {
            return segmented
                    .classes()
                    .classes()
                    .filter(label -> label != ClassMap.IGNORE)
                    .distinct()
                    .boxed()
                    .toList();
        }
        if (example instanceof Example.Detected detected) {
            return detected.objects().stream().map(Instance::label).toList();
        }
        return example instanceof Example.Clip clip ? List.of(clip.label()) : List.of();
    }

    /** What is wrong with maps, boxes, masks and frames, in words. */
    public static List<String> faults(Example example) {
        List<String> faults = new ArrayList<>();
        if (example instanceof Example.Segmented segmented) {
            ClassMap map = segmented.classes();
            RgbImage image = segmented.image();
            if (map.width() != image.width() || map.height() != image.height()) {
                faults.add("a map of " + map.width() + " x " + map.height() + " on a picture of " + image.width()
                        + " x " + image.height());
            }
        } else if (example instanceof Example.Detected detected) {
            detected.objects().forEach(object -> check(object, detected.image(), faults));
        } else if (example instanceof Example.Clip clip) {
            Frames frames = clip.frames();
            frames.read(all(frames)).stream()
                    .filter(frame -> frame.width() != frames.width() || frame.height() != frames.height())
                    .forEach(frame -> faults.add("a frame of " + frame.width() + " x " + frame.height()
                            + " pixels in a clip of " + frames.width() + " x " + frames.height()));
        }
        return faults;
    }

    private static void check(Instance object, RgbImage image, List<String> faults) {
        Box box = object.box();
        String on = " on a picture of " + image.width() + " x " + image.height();
        if (!box.within(image.width(), image.height())) {
            faults.add("a box from (" + box.left() + ", " + box.top() + ") to (" + box.right() + ", " + box.bottom()
                    + ")" + on);
        }
        object.mask().ifPresent(mask -> {
            if (mask instanceof InstanceMask.RunLengths lengths
                    && (lengths.width() != image.width() || lengths.height() != image.height())) {
                faults.add("a mask of " + lengths.width() + " x " + lengths.height() + on);
            } else if (RunLengthMask.of(mask, image.height(), image.width()).area() == 0) {
                faults.add("a mask without a pixel" + on);
            }
        });
    }

    private static String annotations(Example example) {
        if (example instanceof Example.Segmented segmented) {
            return segmented.classes().classes().boxed().toList().hashCode() + " " + segmented.classes();
        }
        if (example instanceof Example.Detected detected) {
            return detected.objects().stream().map(Content::text).collect(Collectors.joining(" "));
        }
        if (example instanceof Example.Clip clip) {
            return clip.label() + " at " + clip.frames().rate() + " a second";
        }
        return classes(example).toString();
    }

    private static String text(Instance object) {
        return object.label() + " " + object.box() + (object.crowd() ? " crowd " : " ")
                + object.mask().map(Content::text).orElse("");
    }

    private static String text(InstanceMask mask) {
        return mask instanceof InstanceMask.Polygons polygons
                ? polygons.outlines().stream().map(Arrays::toString).collect(Collectors.joining(" "))
                : Arrays.toString(((InstanceMask.RunLengths) mask).runs());
    }

    /** MD5, which is fast; there is no need for a secure hash. */
    private static String text(RgbImage image) {
        return image.width() + " x " + image.height() + " " + UUID.nameUUIDFromBytes(image.rgb());
    }
}
