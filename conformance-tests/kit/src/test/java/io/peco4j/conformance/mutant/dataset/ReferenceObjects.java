package io.peco4j.conformance.mutant.dataset;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import io.peco4j.api.data.Box;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.options.Describe;
import io.peco4j.conformance.pictures.CocoFolder;
import io.peco4j.conformance.pictures.DrawnScene;
import io.peco4j.nn.metric.RunLengthMask;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Objects from COCO's JSON. */
class ReferenceObjects implements Dataset {
    private final Options options;
    private final ContentDigests digests;

    /** Where they are. */
    record Options(
            @Describe("the folder with train2017, val2017 and annotations")
            Path path) {}

    @Inject
    ReferenceObjects(Options options, ContentDigests digests) {
        this.options = options;
        this.digests = digests;
    }

    @Override
    public List<Split> splits() {
        return List.of(
                new Part(TRAIN, CocoFolder.SPLITS.get(0), annotations(0)),
                new Part(VALIDATION, CocoFolder.SPLITS.get(1), annotations(1)));
    }

    private Config annotations(int split) {
        return ConfigFactory.parseFile(file(split).toFile());
    }

    private Path file(int split) {
        return options.path().resolve("annotations").resolve("instances_" + CocoFolder.SPLITS.get(split) + ".json");
    }

    @Override
    public List<String> classes() {
        return DrawnScene.OBJECTS;
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Detected.class;
    }

    @Override
    public String fingerprint() {
        Stream<Path> images = CocoFolder.SPLITS.stream()
                .flatMap(split -> Scratch.listed(options.path().resolve(split)).stream());
        return Stream.concat(images, Stream.of(file(0), file(1)))
                .map(digests::of)
                .toList()
                .toString();
    }

    private static Instance object(Config written, RgbImage image) {
        List<Double> box = written.getDoubleList("bbox");
        float left = box.get(0).floatValue();
        float top = box.get(1).floatValue();
        return new Instance(
                CocoFolder.CATEGORIES.indexOf(written.getInt("category_id")),
                new Box(
                        left,
                        top,
                        left + box.get(2).floatValue(),
                        top + box.get(3).floatValue()),
                written.getInt("iscrowd") == 1,
                Optional.of(mask(written, image)));
    }

    private static InstanceMask mask(Config written, RgbImage image) {
        if (written.getValue("segmentation").valueType() == ConfigValueType.LIST) {
            return new InstanceMask.Polygons(written.getList("segmentation").stream()
                    .map(outline -> ((List<?>) outline.unwrapped())
                            .stream()
                                    .mapToDouble(number -> ((Number) number).doubleValue())
                                    .toArray())
                    .toList());
        }
        Config lengths = written.getConfig("segmentation");
        if (lengths.getValue("counts").valueType() == ConfigValueType.STRING) {
            return RunLengthMask.ofText(image.height(), image.width(), lengths.getString("counts"))
                    .annotation();
        }
        return new InstanceMask.RunLengths(
                image.width(),
                image.height(),
                lengths.getIntList("counts").stream()
                        .mapToInt(Integer::intValue)
                        .toArray());
    }

    private final class Part implements Split {
        private final String name;
        private final String folder;
        private final List<? extends Config> images;
        private final List<? extends Config> objects;

        Part(String name, String folder, Config annotations) {
            this.name = name;
            this.folder = folder;
            this.images = annotations.getConfigList("images");
            this.objects = annotations.getConfigList("annotations");
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return images.size();
        }

        @Override
        public Example example(int index) {
            RgbImage image = Scratch.picture(options.path().resolve(label(index)));
            long id = images.get(index).getLong("id");
            return new Example.Detected(
                    image,
                    objects.stream()
                            .filter(object -> object.getLong("image_id") == id)
                            .map(object -> object(object, image))
                            .toList());
        }

        @Override
        public String label(int index) {
            return folder + "/" + images.get(index).getString("file_name");
        }
    }
}
