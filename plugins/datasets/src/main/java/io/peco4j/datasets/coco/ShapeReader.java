package io.peco4j.datasets.coco;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.datasets.coco.Annotation.Masked;
import io.peco4j.datasets.coco.Annotation.Nothing;
import io.peco4j.datasets.coco.Annotation.Shape;
import io.peco4j.datasets.coco.Annotation.Unknown;
import io.peco4j.nn.metric.RunLengthMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the value of {@code segmentation}: outlines, or run lengths in numbers or in COCO's text. */
final class ShapeReader {
    private static final int CORNERS = 3;

    private final JsonReader json;
    private double[] numbers = new double[256];

    ShapeReader(JsonReader json) {
        this.json = json;
    }

    /**
     * Reads it to its end, whatever is wrong with it.
     *
     * @throws FaultyValueException if its numbers make no sense; what follows it can be read
     * @throws IOException if it is not JSON of this form
     */
    Shape read() throws IOException, FaultyValueException {
        return switch (json.peek()) {
            case NULL -> {
                json.nextNull();
                yield new Unknown();
            }
            case BEGIN_OBJECT -> runs();
            default -> outlines();
        };
    }

    private Shape outlines() throws IOException, FaultyValueException {
        List<double[]> outlines = new ArrayList<>();
        int few = 0;
        int odd = 0;
        json.beginArray();
        while (json.hasNext()) {
            double[] corners = corners();
            if (corners.length % 2 == 1) {
                odd = corners.length;
            } else if (corners.length < 2 * CORNERS) {
                few++;
            } else {
                outlines.add(corners);
            }
        }
        json.endArray();
        if (odd > 0) {
            throw new FaultyValueException("an outline of " + odd + " numbers, which are not pairs");
        }
        if (outlines.isEmpty()) {
            return few == 0 ? new Unknown() : new Nothing();
        }
        return new Masked(new Polygons(outlines));
    }

    private double[] corners() throws IOException {
        int count = 0;
        json.beginArray();
        while (json.hasNext()) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = json.nextDouble();
        }
        json.endArray();
        return Arrays.copyOf(numbers, count);
    }

    private Shape runs() throws IOException, FaultyValueException {
        double[] size = {};
        double[] counts = {};
        String text = "";
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (key.equals("size")) {
                size = corners();
            } else if (key.equals("counts") && json.peek() == JsonToken.STRING) {
                text = json.nextString();
            } else if (key.equals("counts")) {
                counts = corners();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (size.length != 2) {
            throw new FaultyValueException("run lengths without the height and width of their picture");
        }
        try {
            int height = (int) size[0];
            int width = (int) size[1];
            return new Masked(
                    text.isEmpty()
                            ? new RunLengths(
                                    width,
                                    height,
                                    Arrays.stream(counts)
                                            .mapToInt(run -> (int) run)
                                            .toArray())
                            : RunLengthMask.ofText(height, width, text).annotation());
        } catch (IllegalArgumentException e) {
            throw new FaultyValueException("run lengths that are damaged or do not add up to the " + (int) size[1]
                    + " x " + (int) size[0] + " pixels that they state");
        }
    }
}
