package io.peco4j.pretraining.picture;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.picture.ContactSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a trained network makes of hidden patches, one sheet for each share of them: the pictures with those in grey, as
 * they are predicted, and as they are (Dong et al. 2021, figures 4 and 5).
 *
 * <p>Shown are pictures from all over the validation split, or the training split of data that has no other, each as
 * much of its middle as has the shape of the encoder's pictures.
 */
public final class MaskedPictures {
    private final PictureSize seen;
    private final PictureSize target;
    private final PatchGrid grid;
    private final List<PatchMask> masks;
    private final Painter painter;

    /**
     * Pictures with masks of a study.
     *
     * @param target size of the tokenizer's pictures, or the encoder's
     * @param mask of the training
     * @param ratios shares of hidden patches; none: the mask's own
     */
    public MaskedPictures(
            VisionEncoder encoder, PictureSize target, MaskOptions mask, List<Double> ratios, Painter painter) {
        this(
                encoder,
                target,
                ratios.isEmpty()
                        ? List.of(mask.on(encoder.grid()))
                        : ratios.stream()
                                .map(ratio -> mask.withRatio(ratio).on(encoder.grid()))
                                .toList(),
                painter);
    }

    /** Pictures with given masks, at least one. */
    MaskedPictures(VisionEncoder encoder, PictureSize target, List<PatchMask> masks, Painter painter) {
        this.seen = encoder.imageSize();
        this.target = target;
        this.grid = encoder.grid();
        this.masks = List.copyOf(masks);
        this.painter = painter;
    }

    /**
     * A sheet for each mask, the first with the words that explain them all; none if no picture can be read.
     *
     * @param owner of a manager for what is computed on the way
     */
    public List<Picture> of(Dataset dataset, NDManager owner) {
        ShownPictures shown = ShownPictures.of(dataset);
        Rows rows = new Rows(masks.size());
        for (int i = 0; i < shown.pictures().size(); i++) {
            try (NDManager manager = owner.newSubManager()) {
                add(rows, shown.pictures().get(i), i, manager);
            }
        }
        return rows.originals.isEmpty()
                ? List.of()
                : IntStream.range(0, masks.size())
                        .mapToObj(i -> new Picture(title(i), i == 0 ? caption(shown.split()) : "", rows.sheet(i)))
                        .toList();
    }

    private void add(Rows rows, RgbImage picture, long seed, NDManager manager) {
        CropRegion middle = CropRegion.middle(picture, seen);
        RgbImage image = RandomResizedCrop.crop(picture, middle, seen, Filter.BICUBIC);
        RgbImage wanted = target.equals(seen) ? image : RandomResizedCrop.crop(picture, middle, target, Filter.BICUBIC);
        Painter.Shown shown = new Painter.Shown(image, wanted, manager);
        for (int i = 0; i < masks.size(); i++) {
            float[] hidden = masks.get(i).draw(new SplittableRandom(seed));
            rows.masked.get(i).add(new Patchwork(grid).hiding(image, hidden));
            rows.predicted.get(i).add(painter.predicted(shown, hidden));
        }
        painter.perfect(shown).ifPresent(rows.perfect::add);
        rows.originals.add(image);
    }

    private String title(int mask) {
        return "Predictions, "
                + Math.round(100.0 * masks.get(mask).count() / masks.get(mask).patches()) + " % hidden";
    }

    private String caption(String split) {
        String perfect = painter.perfectOnes().isEmpty() ? "" : "; " + painter.perfectOnes();
        return "Pictures of the split '" + split + "', from the top: with hidden patches in grey; "
                + painter.predictions() + perfect + "; and as they are.";
    }

    /** Rows of sheets while pictures are added to them. */
    private static final class Rows {
        private final List<List<RgbImage>> masked = new ArrayList<>();
        private final List<List<RgbImage>> predicted = new ArrayList<>();
        private final List<RgbImage> perfect = new ArrayList<>();
        private final List<RgbImage> originals = new ArrayList<>();

        Rows(int masks) {
            for (int i = 0; i < masks; i++) {
                masked.add(new ArrayList<>());
                predicted.add(new ArrayList<>());
            }
        }

        RgbImage sheet(int mask) {
            List<List<RgbImage>> all = new ArrayList<>(List.of(masked.get(mask), predicted.get(mask)));
            if (!perfect.isEmpty()) {
                all.add(perfect);
            }
            all.add(originals);
            return ContactSheet.of(all);
        }
    }
}
