package io.peco4j.datasets.coco;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.api.data.Box;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.datasets.SharedData;
import io.peco4j.nn.metric.RunLengthMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files of COCO, against the same JSON read as a tree. */
final class SharedCocoTest {
    @ParameterizedTest
    @CsvSource({"train, 58, 391", "val, 15, 128"})
    void readsWhatTheFileSays(String split, int pictures, int objects) throws IOException {
        Path folder = SharedData.folder("detection");
        Dataset data = new CocoDataset(CocoFixture.options(folder));
        assertThat(data.classes()).hasSize(80).startsWith("person", "bicycle").endsWith("hair drier", "toothbrush");
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("instances_" + split + ".json")))
                .getAsJsonObject();
        List<JsonObject> images = list(json, "images");
        assertThat(data.split(split).size()).isEqualTo(pictures);
        int found = 0;
        for (int i = 0; i < pictures; i++) {
            Example.Detected example = (Example.Detected) data.split(split).example(i);
            long id = images.get(i).get("id").getAsLong();
            assertThat(example.image().width())
                    .isEqualTo(images.get(i).get("width").getAsInt());
            List<JsonObject> expected = list(json, "annotations").stream()
                    .filter(annotation -> annotation.get("image_id").getAsLong() == id)
                    .toList();
            assertThat(example.objects()).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                check(example.objects().get(k), expected.get(k), data.classes(), json);
            }
            found += expected.size();
        }
        assertThat(found).isEqualTo(objects);
    }

    private static void check(Instance object, JsonObject expected, List<String> classes, JsonObject json) {
        double[] box = numbers(expected.getAsJsonArray("bbox"));
        assertThat(object.box()).isEqualTo(new Box((float) box[0], (float) box[1], (float) (box[0] + box[2]), (float)
                (box[1] + box[3])));
        String name = list(json, "categories").stream()
                .filter(category -> category.get("id").equals(expected.get("category_id")))
                .findFirst()
                .orElseThrow()
                .get("name")
                .getAsString();
        assertThat(classes.get(object.label())).isEqualTo(name);
        assertThat(object.crowd()).isEqualTo(expected.get("iscrowd").getAsInt() == 1);
        InstanceMask mask = object.mask().orElseThrow();
        if (mask instanceof Polygons polygons) {
            List<double[]> outlines = new ArrayList<>();
            expected.getAsJsonArray("segmentation").forEach(outline -> outlines.add(numbers(outline.getAsJsonArray())));
            assertThat(polygons).isEqualTo(new Polygons(outlines));
        } else {
            JsonObject runs = expected.getAsJsonObject("segmentation");
            double[] size = numbers(runs.getAsJsonArray("size"));
            double[] counts = numbers(runs.getAsJsonArray("counts"));
            assertThat(Arrays.stream(RunLengthMask.of(mask, (int) size[0], (int) size[1])
                                    .runs())
                            .asDoubleStream()
                            .toArray())
                    .isEqualTo(counts);
        }
    }

    private static List<JsonObject> list(JsonObject json, String key) {
        return StreamSupport.stream(json.getAsJsonArray(key).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static double[] numbers(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
