package io.peco4j.pretraining.dino;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.GaussianBlur;
import io.peco4j.nn.image.Grayscale;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomApply;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.image.Solarize;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Random views of one picture: two of most of it in the field {@value #GLOBAL}, and some of small parts in
 * {@value #LOCAL}, which is not there if there are none. Steps, their order and their probabilities are DINO's
 * (main_dino.py: DataAugmentationDINO): only the first global view is always blurred, only the second one may be
 * solarised.
 *
 * @param global makes the two global views, in their order
 * @param local makes each local view
 * @param locals how many
 */
record DinoViews(List<ImageTransform> global, ImageTransform local, int locals) implements Preparation {
    static final String GLOBAL = "global";
    static final String LOCAL = "local";

    /**
     * The views of a study's options.
     *
     * @param size of the global ones
     */
    static DinoViews of(DinoOptions options, PictureSize size) {
        CropScale large = options.globalScale();
        CropScale small = options.localScale();
        return new DinoViews(
                List.of(view(size, large, 1), view(size, large, 0.1).then(new RandomApply(0.2, new Solarize()))),
                view(PictureSize.square(options.localSize()), small, 0.5),
                options.localCrops());
    }

    private static ImageTransform view(PictureSize size, CropScale scale, double blur) {
        return new RandomResizedCrop(size, scale.min(), scale.max(), Filter.BICUBIC)
                .then(new HorizontalFlip(0.5))
                .then(new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.2, 0.1)))
                .then(new RandomApply(0.2, new Grayscale()))
                .then(new RandomApply(blur, new GaussianBlur(0.1, 2)));
    }

    @Override
    public Sample prepare(Example example, RandomGenerator random) {
        RgbImage picture = example.image();
        Sample sample = Sample.of(GLOBAL, made(global.stream(), picture, random));
        return locals == 0
                ? sample
                : sample.with(LOCAL, made(IntStream.range(0, locals).mapToObj(i -> local), picture, random));
    }

    private static List<RgbImage> made(Stream<ImageTransform> views, RgbImage picture, RandomGenerator random) {
        return views.map(view -> view.apply(picture, random)).toList();
    }

    /** Views (B, T, 3, H, W) of a batch, view by view: (T B, 3, H, W). */
    static NDArray inARow(NDArray views) {
        Shape shape = views.getShape();
        return views.transpose(1, 0, 2, 3, 4)
                .reshape(shape.get(0) * shape.get(1), shape.get(2), shape.get(3), shape.get(4));
    }
}
