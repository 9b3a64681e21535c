package io.peco4j.pretraining.beit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import io.peco4j.nn.vit.MaskedImageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a trained encoder makes of hidden patches: the tokenizer draws the tokens that it names for them, among those of
 * the patches that it saw (Dong et al. 2021, figure 4).
 */
final class BeitPictures {
    private static final int SHOWN = 8;
    private static final byte GREY = (byte) 128;

    private final MaskedImageModel model;
    private final Tokenizer tokenizer;
    private final PatchMask mask;
    private final PictureSize target;
    private final List<RgbImage> masked = new ArrayList<>();
    private final List<RgbImage> predicted = new ArrayList<>();
    private final List<RgbImage> reconstructed = new ArrayList<>();
    private final List<RgbImage> originals = new ArrayList<>();

    /** @param target size of the tokenizer's pictures */
    BeitPictures(MaskedImageModel model, Tokenizer tokenizer, PatchMask mask, PictureSize target) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.mask = mask;
        this.target = target;
    }

    /**
     * One sheet of the first pictures of the validation split, or of the training split of data that has no other.
     *
     * @param owner of a manager for what is computed on the way
     */
    List<Picture> of(Dataset dataset, NDManager owner) {
        Split split = dataset.splits().stream()
                .filter(each -> each.name().equals(Dataset.VALIDATION))
                .findFirst()
                .orElseGet(() -> dataset.split(Dataset.TRAIN));
        for (int i = 0; i < split.size() && originals.size() < SHOWN; i++) {
            try (NDManager manager = owner.newSubManager()) {
                add(split.example(i).image(), new SplittableRandom(i), manager);
            } catch (UnreadableExampleException e) {
                if (dataset.corrupt() == Dataset.Corrupt.FAIL) {
                    throw e;
                }
            }
        }
        return originals.isEmpty() ? List.of() : List.of(sheet(split.name()));
    }

    private Picture sheet(String split) {
        return new Picture(
                "Predictions",
                "Pictures of the split '" + split
                        + "', from the top: with hidden patches in grey; as the tokenizer draws"
                        + " the tokens of visible patches, and those that the encoder names for hidden ones; as it draws"
                        + " its own tokens of the whole picture; and as they are.",
                ContactSheet.of(List.of(masked, predicted, reconstructed, originals)));
    }

    private void add(RgbImage picture, SplittableRandom random, NDManager manager) {
        PictureSize size = model.encoder().imageSize();
        CropRegion middle = middle(picture, size);
        RgbImage seen = RandomResizedCrop.crop(picture, middle, size, Filter.BICUBIC);
        RgbImage wanted = target.equals(size) ? seen : RandomResizedCrop.crop(picture, middle, target, Filter.BICUBIC);
        float[] hidden = mask.draw(random);
        NDArray tokens = tokenizer.tokenize(PictureTensors.of(List.of(wanted), manager));
        NDArray logits = model.logits(
                PictureTensors.of(List.of(seen), manager), manager.create(hidden, new Shape(1, hidden.length)), false);
        long[] named = logits.argMax(1).toLongArray();
        long[] all = tokens.toLongArray();
        int next = 0;
        for (int patch = 0; patch < hidden.length; patch++) {
            if (hidden[patch] == 1) {
                all[patch] = named[next++];
            }
        }
        masked.add(hiding(seen, hidden));
        predicted.add(drawn(manager.create(all, tokens.getShape())));
        reconstructed.add(drawn(tokens));
        originals.add(seen);
    }

    private RgbImage drawn(NDArray tokens) {
        return PictureTensors.picture(tokenizer.reconstruct(tokens).get(0));
    }

    private RgbImage hiding(RgbImage picture, float[] hidden) {
        int patch = model.encoder().patchSize();
        byte[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int row = i / 3 / picture.width() / patch;
            int column = i / 3 % picture.width() / patch;
            if (hidden[row * model.encoder().grid().columns() + column] == 1) {
                rgb[i] = GREY;
            }
        }
        return new RgbImage(picture.width(), picture.height(), rgb);
    }

    /** As much of the middle as has the shape of the encoder's pictures. */
    private static CropRegion middle(RgbImage picture, PictureSize size) {
        double scale = Math.min((double) picture.width() / size.width(), (double) picture.height() / size.height());
        int width = Math.max(1, (int) Math.rint(size.width() * scale));
        int height = Math.max(1, (int) Math.rint(size.height() * scale));
        return new CropRegion((picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
    }
}
