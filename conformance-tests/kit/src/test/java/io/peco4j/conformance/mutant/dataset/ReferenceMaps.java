package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.options.Describe;
import io.peco4j.conformance.pictures.DrawnScene;
import io.peco4j.conformance.pictures.MapFolder;
import jakarta.inject.Inject;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A class for every pixel, from files beside the pictures. */
class ReferenceMaps implements Dataset {
    private final Options options;
    private final ContentDigests digests;

    /** Where they are. */
    record Options(
            @Describe("the folder with images and annotations")
            Path path) {}

    @Inject
    ReferenceMaps(Options options, ContentDigests digests) {
        this.options = options;
        this.digests = digests;
    }

    @Override
    public List<Split> splits() {
        return List.of(new Part(TRAIN, MapFolder.SPLITS.get(0)), new Part(VALIDATION, MapFolder.SPLITS.get(1)));
    }

    @Override
    public List<String> classes() {
        return DrawnScene.CLASSES;
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Segmented.class;
    }

    @Override
    public String fingerprint() {
        return fingerprinted()
                .flatMap(kind -> MapFolder.SPLITS.stream()
                        .flatMap(split ->
                                Scratch.listed(options.path().resolve(kind).resolve(split)).stream()))
                .map(digests::of)
                .toList()
                .toString();
    }

    /** Mutants meddle here and below. */
    Stream<String> fingerprinted() {
        return Stream.of("images", "annotations");
    }

    ClassMap map(int width, int height, byte[] values) {
        return ClassMap.of(width, height, values);
    }

    private ClassMap read(Path file) {
        try {
            Raster raster = ImageIO.read(file.toFile()).getRaster();
            byte[] values = new byte[raster.getWidth() * raster.getHeight()];
            raster.getDataElements(0, 0, raster.getWidth(), raster.getHeight(), values);
            return map(raster.getWidth(), raster.getHeight(), values);
        } catch (IOException e) {
            throw new UnreadableExampleException(file + " cannot be read", e);
        }
    }

    private final class Part implements Split {
        private final String name;
        private final String folder;

        Part(String name, String folder) {
            this.name = name;
            this.folder = folder;
        }

        private List<Path> images() {
            return Scratch.listed(options.path().resolve("images").resolve(folder));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return images().size();
        }

        @Override
        public Example example(int index) {
            Path file = images().get(index);
            RgbImage image = Scratch.picture(file);
            return new Example.Segmented(
                    image,
                    read(options.path().resolve("annotations").resolve(folder).resolve(file.getFileName())));
        }

        @Override
        public String label(int index) {
            return folder + "/" + images().get(index).getFileName();
        }
    }
}
