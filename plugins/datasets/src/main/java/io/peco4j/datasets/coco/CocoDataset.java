package io.peco4j.datasets.coco;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Example;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.datasets.folder.ContentHash;
import io.peco4j.datasets.folder.FileDataset;
import io.peco4j.datasets.pick.Missing;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Pictures with boxes and masks from COCO's JSON, {@code instances_train2017.json} and the like: outlines, run lengths
 * in numbers and as text, crowds. Classes are the categories of the training file in the order of their numbers, which
 * may have gaps.
 *
 * <p>Annotations are read when it is made, and stay packed in memory; 860,000 objects take about 150 MB. An object
 * without area on its picture, or whose mask has no pixel there, is left out; a box that reaches out is cut. Both are
 * counted in the {@link #notes()}.
 */
@Describe("pictures with boxes and masks from COCO's JSON")
public final class CocoDataset extends FileDataset {
    /** Raised when the same files are read to other examples than before. */
    private static final String VERSION = "coco 1";

    private final CocoSplits read;

    /** What happens to pictures for training without an object to learn. */
    public enum WithoutObjects {
        /** They are left out, and counted in the notes, as in MMDetection and Detectron2. */
        LEAVE_OUT,
        /** They are learned from: nothing is to be found on them. */
        KEEP
    }

    /** What a study may say. */
    public record Options(
            @Describe("folder with annotations/instances_train2017.json, train2017, and the same for val")
            Optional<Path> path,

            @Describe("file of the annotations for training, instead of path") @InsteadOf("path")
            Optional<Path> train,

            @Describe("folder of the pictures that train lists")
            Optional<Path> trainImages,

            @Describe("file of the annotations for validation")
            Optional<Path> val,

            @Describe("folder of the pictures that val lists")
            Optional<Path> valImages,

            @Describe("what happens to listed pictures that do not exist") @Default("fail")
            Missing missing,

            @Describe("what happens to pictures for training without objects, or with crowds alone")
            @Default("leave-out")
            WithoutObjects withoutObjects,

            @Describe("what happens to a picture that cannot be decoded, or has another size than stated")
            @Default("fail")
            Corrupt corrupt,

            @Describe("part of the pictures kept for validation where there is no file for it")
            @Default("0.1")
            @Range(min = 0, max = 0.9)
            double validation,

            @Describe("at most so many pictures in each split; all if absent") @Range(min = 1)
            Optional<Integer> limit) {}

    /** The pictures of files, which are read whenever a fingerprint is asked for. */
    public CocoDataset(Options options) {
        this(options, ContentDigests.plain());
    }

    /**
     * The same.
     *
     * @param digests what the fingerprint is made of
     * @throws InvalidInputException PECO-275 to PECO-279, all problems of all files at once
     */
    @Inject
    public CocoDataset(Options options, ContentDigests digests) {
        this(options, CocoSplits.read(CocoLayout.of(options), options), digests);
    }

    private CocoDataset(Options options, CocoSplits read, ContentDigests digests) {
        super(read.splits(), CocoNotes.lines(read, options.validation()), options.corrupt(), digests);
        this.read = read;
    }

    @Override
    public List<String> classes() {
        return read.classes();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Detected.class;
    }

    @Override
    protected ContentHash hash(ContentDigests digests) {
        ContentHash hash = new ContentHash(VERSION, digests);
        for (CocoSplit split : read.splits()) {
            hash.files(List.of("split " + split.name()), List.of(split.source().annotations()));
            hash.files(split.pictures().stream().map(CocoPicture::name).toList(), split.files());
        }
        return hash;
    }
}
