package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.nn.metric.RunLengthMask;
import io.peco4j.nn.picture.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes scenes with objects in the layout of COCO: {@code train2017/000000000001.png} and so on, and
 * {@code annotations/instances_train2017.json} beside it, the same for {@code val2017}. Objects are polygons, run
 * lengths in numbers (crowds) and in COCO's text; numbers of categories have gaps.
 */
public final class CocoFolder {
    /** The folders of the splits. */
    public static final List<String> SPLITS = List.of("train2017", "val2017");

    /** The numbers of {@link DrawnScene#OBJECTS} in the files. */
    public static final List<Integer> CATEGORIES = List.of(3, 17);

    private CocoFolder() {}

    /**
     * Writes the scenes from 0 on, those of the training split first.
     *
     * @param folder exists or not
     * @param count of pictures in each split
     */
    public static void write(Path folder, int count) throws IOException {
        Path annotations = Files.createDirectories(folder.resolve("annotations"));
        long seed = 0;
        for (String split : SPLITS) {
            Path images = Files.createDirectories(folder.resolve(split));
            List<String> listed = new ArrayList<>();
            List<String> objects = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                DrawnScene scene = DrawnScene.of(seed++);
                String name = String.format(Locale.ROOT, "%012d.png", seed);
                Files.write(images.resolve(name), Png.of(scene.image()).bytes());
                listed.add(String.format(
                        Locale.ROOT,
                        "{\"id\": %d, \"file_name\": \"%s\", \"width\": %d, \"height\": %d}",
                        seed,
                        name,
                        DrawnScene.WIDTH,
                        DrawnScene.HEIGHT));
                for (Instance object : scene.objects()) {
                    objects.add(annotation(100 * seed + objects.size(), seed, object));
                }
            }
            Files.writeString(annotations.resolve("instances_" + split + ".json"), document(listed, objects));
        }
    }

    private static String document(List<String> images, List<String> objects) {
        List<String> categories = new ArrayList<>();
        for (int label = 0; label < CATEGORIES.size(); label++) {
            categories.add(
                    "{\"id\": " + CATEGORIES.get(label) + ", \"name\": \"" + DrawnScene.OBJECTS.get(label) + "\"}");
        }
        return "{\"images\": " + list(images) + ",\n\"categories\": " + list(categories) + ",\n\"annotations\": "
                + list(objects) + "}\n";
    }

    private static String list(List<String> values) {
        return values.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static String annotation(long id, long image, Instance object) {
        InstanceMask mask = object.mask().orElseThrow();
        Box box = object.box();
        double area =
                RunLengthMask.of(mask, DrawnScene.HEIGHT, DrawnScene.WIDTH).area();
        return String.format(
                Locale.ROOT,
                "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"iscrowd\": %d, \"area\": %.1f,"
                        + " \"bbox\": [%.1f, %.1f, %.1f, %.1f], \"segmentation\": %s}",
                id,
                image,
                CATEGORIES.get(object.label()),
                object.crowd() ? 1 : 0,
                area,
                box.left(),
                box.top(),
                box.width(),
                box.height(),
                segmentation(mask, object.crowd()));
    }

    private static String segmentation(InstanceMask mask, boolean numbers) {
        if (mask instanceof Polygons polygons) {
            return polygons.outlines().stream().map(Arrays::toString).toList().toString();
        }
        RunLengths lengths = (RunLengths) mask;
        String counts = numbers
                ? Arrays.toString(lengths.runs())
                : "\""
                        + RunLengthMask.of(mask, lengths.height(), lengths.width())
                                .text()
                                .replace("\\", "\\\\") + "\"";
        return "{\"size\": [" + lengths.height() + ", " + lengths.width() + "], \"counts\": " + counts + "}";
    }
}
