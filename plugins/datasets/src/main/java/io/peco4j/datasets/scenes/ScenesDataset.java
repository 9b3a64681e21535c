package io.peco4j.datasets.scenes;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Sha256;
import io.peco4j.api.data.Split;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generated pictures: textured shapes on a textured ground. The class is the shape of the largest object.
 *
 * <p>Place, size, angle and ground say nothing about the class, and unless {@code typical} is raised nor do colour and
 * texture, so that raw pixels are of little use to a linear classifier. Every picture is a function of (seed, split,
 * index) and equal on all machines.
 */
public final class ScenesDataset implements Dataset {
    /** Raised whenever equal options give other pictures than before. */
    private static final String VERSION = "scenes 1";

    private final Options options;
    private final List<Split> splits;

    /** What an example contains besides its picture. */
    public enum Labels {
        /** The shape of the largest object. */
        CLASS,
        /** The pattern that the largest object is painted with. */
        TEXTURE,
        /** A class for every pixel; {@code background} is the first class. */
        SEGMENTATION,
        /** Class, box and visible mask of every object. */
        BOXES
    }

    /** What a study may say. */
    public record Options(
            @Describe("number of pictures for training") @Default("4000") @Range(min = 1)
            int train,

            @Describe("number of pictures for validation; 0 for none") @Default("1000") @Range(min = 0)
            int val,

            @Describe("width and height of a picture in pixels") @Default("64") @Range(min = 16, max = 1024)
            int image,

            @Describe("number of shapes") @Default("8") @Range(min = 2, max = 10)
            int classes,

            @Describe("largest number of objects on a picture") @Default("4") @Range(min = 1, max = 12)
            int objects,

            @Describe(
                    "share of pictures whose largest object has its class's typical pattern and colours; 0: shape alone tells")
            @Default("0")
            @Range(min = 0, max = 1)
            double typical,

            @Describe("another seed gives other pictures") @Default("0")
            long seed,

            @Describe("what examples carry: the largest object's shape or its texture, a mask, or boxes")
            @Default("class")
            Labels labels) {}

    @Inject
    public ScenesDataset(Options options) {
        this.options = options;
        this.splits = Stream.of(
                        new SceneSplit(TRAIN, 0, options.train(), options),
                        new SceneSplit(VALIDATION, 1, options.val(), options))
                .filter(split -> split.size() > 0)
                .map(Split.class::cast)
                .toList();
    }

    @Override
    public List<Split> splits() {
        return splits;
    }

    @Override
    public List<String> classes() {
        if (options.labels() == Labels.TEXTURE) {
            return Stream.of(Texture.Pattern.values())
                    .map(pattern -> pattern.name().toLowerCase(Locale.ROOT))
                    .toList();
        }
        Stream<String> shapes = IntStream.range(0, options.classes())
                .mapToObj(label -> Shape.of(label).word());
        Stream<String> ground = options.labels() == Labels.SEGMENTATION ? Stream.of("background") : Stream.empty();
        return Stream.concat(ground, shapes).toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return switch (options.labels()) {
            case CLASS, TEXTURE -> Example.Labelled.class;
            case SEGMENTATION -> Example.Segmented.class;
            case BOXES -> Example.Detected.class;
        };
    }

    @Override
    public String fingerprint() {
        return Sha256.hex(VERSION + " " + options);
    }
}
