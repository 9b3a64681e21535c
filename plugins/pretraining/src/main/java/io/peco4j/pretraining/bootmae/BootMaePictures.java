package io.peco4j.pretraining.bootmae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.bootmae.BootstrapLoss;
import io.peco4j.nn.bootmae.BootstrappedAutoencoder;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.pretraining.picture.ShownPictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a trained decoder makes of the pixels of hidden patches. It predicts normalised ones, so each patch gets its own
 * mean and deviation back.
 */
final class BootMaePictures {
    private static final byte GREY = (byte) 128;

    private final BootstrappedAutoencoder model;
    private final BootstrapLoss losses;
    private final PatchMask mask;
    private final List<RgbImage> masked = new ArrayList<>();
    private final List<RgbImage> predicted = new ArrayList<>();
    private final List<RgbImage> originals = new ArrayList<>();

    BootMaePictures(BootstrappedAutoencoder model, BootstrapLoss losses, PatchMask mask) {
        this.model = model;
        this.losses = losses;
        this.mask = mask;
    }

    /**
     * One sheet of pictures from all over the validation split, or of the training split of data that has no other.
     *
     * @param owner of a manager for what is computed on the way
     */
    List<Picture> of(Dataset dataset, NDManager owner) {
        ShownPictures shown = ShownPictures.of(dataset);
        for (int i = 0; i < shown.pictures().size(); i++) {
            try (NDManager manager = owner.newSubManager()) {
                add(shown.pictures().get(i), new SplittableRandom(i), manager);
            }
        }
        return originals.isEmpty() ? List.of() : List.of(sheet(shown.split()));
    }

    private Picture sheet(String split) {
        return new Picture(
                "Predictions",
                "Pictures of the split '" + split
                        + "', from the top: with hidden patches in grey; with the pixels that are predicted for them, each"
                        + " patch with its own mean and contrast; and as they are.",
                ContactSheet.of(List.of(masked, predicted, originals)));
    }

    private void add(RgbImage picture, SplittableRandom random, NDManager manager) {
        PictureSize size = model.encoder().imageSize();
        RgbImage seen = RandomResizedCrop.crop(picture, CropRegion.middle(picture, size), size, Filter.BICUBIC);
        float[] hidden = mask.draw(random);
        VisiblePatches masking =
                VisiblePatches.of(manager.create(hidden, new Shape(1, hidden.length)), hidden.length - mask.count());
        NDArray images = PictureTensors.of(List.of(seen), manager);
        NDArray normal = model.predict(images, masking, false).pixels();
        byte[] grey = new byte[seen.rgb().length];
        Arrays.fill(grey, GREY);
        masked.add(mixed(seen, grey, hidden));
        predicted.add(mixed(
                seen,
                PictureTensors.picture(losses.pixels(normal, images).get(0)).rgb(),
                hidden));
        originals.add(seen);
    }

    /** The picture, with other pixels where patches are hidden. */
    private RgbImage mixed(RgbImage picture, byte[] other, float[] hidden) {
        int patch = model.encoder().patchSize();
        int columns = model.encoder().grid().columns();
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int row = i / 3 / picture.width() / patch;
            int column = i / 3 % picture.width() / patch;
            rgb[i] = hidden[row * columns + column] == 1 ? other[i] : rgb[i];
        }
        return new RgbImage(picture.width(), picture.height(), rgb);
    }
}
