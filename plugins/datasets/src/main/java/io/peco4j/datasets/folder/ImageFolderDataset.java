package io.peco4j.datasets.folder;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Example;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.datasets.pick.Selection;
import io.peco4j.nn.picture.PictureReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of a folder: {@code train/CLASS/*} and {@code val/CLASS/*}, or {@code CLASS/*}, or pictures without
 * classes. Names of splits are understood in any case: {@code training}; {@code valid}, {@code validation}, {@code
 * dev}; {@code test}, {@code testing}. They may lie in the only folder of the one that is named.
 *
 * <p>Where there is no folder for validation, a test folder with the same classes takes its place, and without one
 * pictures are picked by a hash of their names. Names that begin with a dot and what systems leave behind are ignored;
 * formats are those of {@link PictureReader}. Only listings are read when it is made, all files when the fingerprint is
 * first asked for.
 */
public final class ImageFolderDataset extends FileDataset {
    /** Raised when the same files are read to other pictures than before. */
    private static final String VERSION = "image-folder 2";

    private final List<String> classes;
    private final List<FileSplit> splits;

    /** Where classes come from. */
    public enum Labels {
        /** From the folders directly below; pictures have no class if there are none. */
        FOLDER,
        /** There are none, whatever the folders are. */
        NONE
    }

    /** What a study may say. */
    public record Options(
            @Describe("the folder that holds the pictures, or the folders train and val")
            Path path,

            @Describe("where classes come from: the folders' names, or none") @Default("folder")
            Labels labels,

            @Describe("what happens to a picture that cannot be decoded") @Default("fail")
            Corrupt corrupt,

            @Describe("part of the pictures kept for validation where there is no folder for it")
            @Default("0.1")
            @Range(min = 0, max = 0.9)
            double validation,

            @Describe("at most so many pictures of each class in each split; all if absent") @Range(min = 1)
            Optional<Integer> limit) {}

    /** The pictures of a folder, whose files are read whenever a fingerprint is asked for. */
    public ImageFolderDataset(Options options) {
        this(options, ContentDigests.plain());
    }

    /**
     * The same.
     *
     * @param digests what the fingerprint is made of
     * @throws InvalidInputException if the folder is missing, has no pictures, or its classes make no sense
     */
    @Inject
    public ImageFolderDataset(Options options, ContentDigests digests) {
        this(options, Layout.of(options.path(), options.labels() == Labels.FOLDER), digests);
    }

    private ImageFolderDataset(Options options, Layout layout, ContentDigests digests) {
        this(
                layout.classes(),
                splits(options, layout),
                layout.notes().lines(options.validation()),
                options.corrupt(),
                digests);
    }

    private ImageFolderDataset(
            List<String> classes, List<FileSplit> splits, List<String> notes, Corrupt corrupt, ContentDigests digests) {
        super(splits, notes, corrupt, digests);
        this.classes = classes;
        this.splits = splits;
    }

    private static List<FileSplit> splits(Options options, Layout layout) {
        PictureReader reader = new PictureReader();
        List<FileSplit> made = new ArrayList<>();
        Selection.chosen(layout.splits(), PictureFile::name, PictureFile::label, options.validation(), options.limit())
                .forEach((name, files) -> made.add(new FileSplit(name, files, reader)));
        return List.copyOf(made);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Class<? extends Example> exampleType() {
        return classes.isEmpty() ? Example.Image.class : Example.Labelled.class;
    }

    @Override
    protected ContentHash hash(ContentDigests digests) {
        ContentHash hash = new ContentHash(VERSION, digests);
        classes.forEach(name -> hash.line("class " + name));
        for (FileSplit split : splits) {
            hash.line("split " + split.name());
            hash.seen(
                    split.files().stream()
                            .map(picture ->
                                    picture.name() + " " + picture.label().orElse(-1))
                            .toList(),
                    split.files().stream().map(PictureFile::seen).toList());
        }
        return hash;
    }
}
