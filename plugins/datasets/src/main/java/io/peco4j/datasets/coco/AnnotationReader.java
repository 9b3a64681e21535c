package io.peco4j.datasets.coco;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.peco4j.datasets.coco.Annotation.Shape;
import io.peco4j.datasets.coco.Annotation.Unknown;
import java.io.IOException;

/** Reads and packs the elements of {@code annotations}. */
final class AnnotationReader {
    private static final int SIDES = 4;

    private final JsonReader json;
    private final ShapeReader shapes;
    private final PackedNumbers scratch = new PackedNumbers();
    private final ObjectList objects = new ObjectList();
    private final Listed faults = new Listed();

    AnnotationReader(JsonReader json) {
        this.json = json;
        this.shapes = new ShapeReader(json);
    }

    ObjectList objects() {
        return objects;
    }

    /** Those of which no object could be made, each in words. */
    Listed faults() {
        return faults;
    }

    void read() throws IOException {
        Required<Long> id = new Required<>("id");
        Required<Long> picture = new Required<>("image_id");
        Required<Long> category = new Required<>("category_id");
        Required<double[]> box = new Required<>("bbox");
        boolean crowd = false;
        Shape shape = new Unknown();
        String fault = "";
        String place = json.getPath();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id.set(json.nextLong());
                case "image_id" -> picture.set(json.nextLong());
                case "category_id" -> category.set(json.nextLong());
                case "iscrowd" -> crowd = flag();
                case "bbox" -> box.set(box());
                case "segmentation" -> {
                    try {
                        shape = shapes.read();
                    } catch (FaultyValueException e) {
                        fault = String.valueOf(e.getMessage());
                    }
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        double[] sides = box.get(place);
        Annotation object = new Annotation(sides[0], sides[1], sides[2], sides[3], crowd, shape);
        long number = id.get(place);
        if (fault.isEmpty()) {
            objects.add(number, picture.get(place), category.get(place), PackedAnnotation.pack(object, scratch));
        } else {
            faults.add("annotation " + number + " has " + fault);
        }
    }

    private double[] box() throws IOException {
        double[] sides = new double[SIDES];
        json.beginArray();
        for (int i = 0; i < SIDES; i++) {
            sides[i] = json.nextDouble();
        }
        json.endArray();
        return sides;
    }

    /** Some programs write it as a truth value. */
    private boolean flag() throws IOException {
        return json.peek() == JsonToken.BOOLEAN ? json.nextBoolean() : json.nextInt() != 0;
    }
}
