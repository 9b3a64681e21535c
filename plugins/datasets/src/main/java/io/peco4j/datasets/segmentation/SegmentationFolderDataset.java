package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Example;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.datasets.folder.ContentHash;
import io.peco4j.datasets.folder.FileDataset;
import io.peco4j.datasets.folder.SplitFolders;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures and, in a folder beside theirs, maps with a class for every pixel: {@code images/training/X.jpg} and {@code
 * annotations/training/X.png} as in ADE20K, {@code leftImg8bit/train/CITY/X_leftImg8bit.png} and {@code
 * gtFine/train/CITY/X_gtFine_labelTrainIds.png} as in Cityscapes, or {@code img_dir} and {@code ann_dir}. Other folders
 * and endings are options.
 *
 * <p>Maps are PNG of one channel, grey or with a palette, of up to 16 bits, whose numbers are read as they are. Names of
 * splits are understood as by {@code image-folder}, and without such folders pictures for validation are picked by a
 * hash of their names. Only listings and the list of classes are read when it is made, all files when the fingerprint
 * is first asked for.
 */
public final class SegmentationFolderDataset extends FileDataset {
    /** Raised when the same files are read to other examples than before. */
    private static final String VERSION = "segmentation-folder 1";

    private final ClassList classes;
    private final List<MapSplit> splits;

    /** What a study may say. */
    public record Options(
            @Describe("the folder that holds the folders of pictures and of maps")
            Path path,

            @Describe("the folder of pictures in it; null: images, leftImg8bit or img_dir")
            Optional<String> images,

            @Describe("the folder of maps in it; null: annotations, gtFine or ann_dir")
            Optional<String> maps,

            @Describe("what names of pictures end with before their extension, others are left out; null: that of the"
                    + " layout, as _leftImg8bit")
            Optional<String> imageSuffix,

            @Describe("what names of maps end with before .png; null: that of the layout, as _gtFine_labelTrainIds")
            Optional<String> mapSuffix,

            @Describe("a text file with a class a line: perhaps its number in the maps, its name, perhaps its colour,"
                    + " #rrggbb or three numbers, with tabs, blanks, commas, semicolons or colons between them; null:"
                    + " classes.txt in the folder")
            Optional<Path> classList,

            @Describe("the names of the classes in the order of their numbers, instead of a file")
            @InsteadOf("classList")
            Optional<List<String>> names,

            @Describe("whether 0 stands for no class and classes count from 1, as in ADE20K") @Default("false")
            boolean reduceZeroLabel,

            @Describe("numbers in the maps that are no class: such pixels are neither learned from nor scored")
            @Default("[255]")
            List<Integer> ignore,

            @Describe("what happens to a picture without a map, to a map without a picture or of another size, to one"
                    + " with a number that is no class, and to a file that cannot be decoded")
            @Default("fail")
            Corrupt corrupt,

            @Describe("part of the pictures kept for validation where there is no folder for it")
            @Default("0.1")
            @Range(min = 0, max = 0.9)
            double validation,

            @Describe("at most so many pictures in each split; all if absent") @Range(min = 1)
            Optional<Integer> limit) {}

    /** The pictures of a folder, whose files are read whenever a fingerprint is asked for. */
    public SegmentationFolderDataset(Options options) {
        this(options, ContentDigests.plain());
    }

    /**
     * The same.
     *
     * @param digests what the fingerprint is made of
     * @throws InvalidInputException with all that is wrong with folders, names and classes
     */
    @Inject
    public SegmentationFolderDataset(Options options, ContentDigests digests) {
        this(options, Found.in(options), digests);
    }

    private SegmentationFolderDataset(Options options, Found found, ContentDigests digests) {
        super(found.splits(), found.notes(), options.corrupt(), digests);
        this.classes = found.classes();
        this.splits = found.splits();
    }

    /** What a folder holds. */
    private record Found(ClassList classes, List<MapSplit> splits, List<String> notes) {
        static Found in(Options options) {
            SplitFolders.require(options.path());
            MapLayout layout = MapLayout.of(options);
            Gathered problems = new Gathered();
            Optional<ClassList> list = problems.of(() -> ClassList.of(options, layout.root()));
            Optional<PairedSplits> pairs = problems.of(() -> PairedSplits.of(layout, options));
            problems.throwIfAny();
            ClassList classes = list.orElseThrow();
            List<String> lines = new ArrayList<>(pairs.orElseThrow().notes());
            lines.add(classes.note());
            return new Found(classes, pairs.orElseThrow().splits(classes), lines);
        }
    }

    @Override
    public List<String> classes() {
        return classes.names();
    }

    @Override
    public List<Integer> colours() {
        return classes.colours();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Segmented.class;
    }

    @Override
    protected ContentHash hash(ContentDigests digests) {
        ContentHash hash = new ContentHash(VERSION, digests);
        classes.lines().forEach(hash::line);
        splits.forEach(split -> split.add(hash));
        return hash;
    }
}
