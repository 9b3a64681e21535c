package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;
import java.util.List;

/**
 * Pictures and maps with a class for every pixel: the data set {@code segmentation-folder}.
 *
 * <pre>{@code
 * segmentationFolder("ade20k").classList("ade20k/names.txt").reduceZeroLabel()
 * segmentationFolder("cityscapes").classList("cityscapes.txt")      // leftImg8bit and gtFine, labelTrainIds
 * segmentationFolder("fields").images("photos").maps("truth").names("soil", "wheat", "road")
 * }</pre>
 */
public record SegmentationFolder(Component<Dataset> component) implements Configurable<Dataset, SegmentationFolder> {
    @Override
    public SegmentationFolder with(Component<Dataset> changed) {
        return new SegmentationFolder(changed);
    }

    /** The folder of pictures, where it is not {@code images}, {@code leftImg8bit} or {@code img_dir}. */
    public SegmentationFolder images(String folder) {
        return set("images", folder);
    }

    /** The folder of maps, where it is not {@code annotations}, {@code gtFine} or {@code ann_dir}. */
    public SegmentationFolder maps(String folder) {
        return set("maps", folder);
    }

    /** What names of pictures end with before their extension; others are left out. */
    public SegmentationFolder imageSuffix(String ending) {
        return set("image-suffix", ending);
    }

    /** What names of maps end with before {@code .png}, such as {@code _gtFine_labelIds}. */
    public SegmentationFolder mapSuffix(String ending) {
        return set("map-suffix", ending);
    }

    /** The text file with a class a line, where it is not {@code classes.txt} in the folder. */
    public SegmentationFolder classList(String file) {
        return set("class-list", file);
    }

    /** The names of the classes in the order of their numbers, instead of a file. */
    public SegmentationFolder names(String... names) {
        return set("names", List.of(names));
    }

    /** 0 stands for no class, and classes count from 1, as in ADE20K. */
    public SegmentationFolder reduceZeroLabel() {
        return set("reduce-zero-label", true);
    }

    /** Numbers in the maps that are no class; 255 unless others are set. */
    public SegmentationFolder ignore(Integer... numbers) {
        return set("ignore", List.of(numbers));
    }

    /** What happens to pictures and maps that do not fit each other, or cannot be decoded. */
    public SegmentationFolder corrupt(Dataset.Corrupt corrupt) {
        return set("corrupt", corrupt);
    }

    /** The fraction of the pictures that is kept for validation, if there is no folder for it. */
    public SegmentationFolder validation(double fraction) {
        return set("validation", fraction);
    }

    /** The largest number of pictures in each split. */
    public SegmentationFolder limit(int pictures) {
        return set("limit", pictures);
    }
}
