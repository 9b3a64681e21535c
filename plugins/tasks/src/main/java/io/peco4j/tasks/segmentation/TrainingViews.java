package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.image.FitWithin;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.PhotometricDistortion;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.image.VariedCrop;
import io.peco4j.nn.image.VerticalFlip;
import java.util.random.RandomGenerator;

/**
 * How pictures and their maps are resized, and varied while the network learns: mmsegmentation's pipeline for ADE20K.
 *
 * @param crop side of the windows that it learns from
 * @param shortSide what pictures are resized to, before the random factor
 * @param longSide what the longer side does not exceed then
 * @param scaleMin smallest random factor
 * @param scaleMax largest random factor
 * @param largestShare of a class in a window
 * @param flip probability that left and right are exchanged
 * @param verticalFlip probability that top and bottom are exchanged
 * @param distortion whether colours are varied
 */
public record TrainingViews(
        @Describe("side of the windows that it is trained on, and scored with, in pixels: a multiple of the patch")
        @Default("512")
        @Range(min = 8, max = 4096)
        int crop,

        @Describe("short side that pictures are resized to, in pixels, before the random factor, and for scoring")
        @Default("512")
        @Range(min = 8, max = 8192)
        int shortSide,

        @Describe("what the longer side is kept below in training, in pixels, before the random factor")
        @Default("2048")
        @Range(min = 8, max = 32_768)
        int longSide,

        @Describe("smallest random factor of the size in training") @Default("0.5") @Range(min = 0.01, max = 100)
        double scaleMin,

        @Describe("largest random factor of the size in training") @Default("2") @Range(min = 0.01, max = 100)
        double scaleMax,

        @Describe("what the share of every class in a window has to be below, if one of ten is; 1: any window will do")
        @Default("0.75")
        @Range(min = 0.01, max = 1)
        double largestShare,

        @Describe("probability that left and right are exchanged") @Default("0.5") @Range(min = 0, max = 1)
        double flip,

        @Describe("probability that top and bottom are exchanged, for pictures from the air")
        @Default("0")
        @Range(min = 0, max = 1)
        double verticalFlip,

        @Describe("random changes of brightness, contrast, saturation and hue") @Default("true")
        boolean distortion) {
    /** The field with height and width of what is picture in a window; the rest is filled. */
    static final String COVERED = "covered";

    /** How an example of the training split becomes a row. */
    Preparation preparation() {
        FitWithin resize = new FitWithin(longSide, shortSide, scaleMin, scaleMax);
        VariedCrop window = new VariedCrop(PictureSize.square(crop), largestShare);
        HorizontalFlip sideways = new HorizontalFlip(flip);
        VerticalFlip upwards = new VerticalFlip(verticalFlip);
        return (example, random) -> {
            RgbImage image = example.image();
            ClassMap map = ((Example.Segmented) example).classes();
            Placement resized = resize.place(Placement.whole(image.width(), image.height()), random);
            Placement shown = upwards.place(sideways.place(window.place(resized, map, random), random), random);
            Placement padded = Placement.whole(shown.width(), shown.height()).window(0, 0, crop, crop);
            return Sample.of(Sample.IMAGE, padded.apply(distorted(shown.apply(image), random)))
                    .with(Sample.CLASSES, padded.apply(shown.apply(map)))
                    .with(COVERED, new long[] {shown.height(), shown.width()}, 2);
        };
    }

    private RgbImage distorted(RgbImage image, RandomGenerator random) {
        return distortion ? new PhotometricDistortion().apply(image, random) : image;
    }
}
