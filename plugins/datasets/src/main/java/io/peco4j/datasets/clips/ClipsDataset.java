package io.peco4j.datasets.clips;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Example;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
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
 * Video clips with a class each: from lists of {@code path label}, from CSV, or from folders {@code train/CLASS/*} and
 * {@code val/CLASS/*} as Kinetics has them. AVI, MP4, MOV, WebM and others, with H.264, MPEG-4, VP9 and whatever else
 * FFmpeg decodes. Names of splits and lists are understood in any case, and in the only folder of the one named.
 *
 * <p>When it is made, lists and folders are read and the headers of a few files; frames when they are asked for.
 */
@Describe("video clips from lists or class folders: AVI, MP4, MOV, WebM")
public final class ClipsDataset extends FileDataset {
    /** Raised when the same files are read to other frames than before. */
    private static final String VERSION = "clips 1";

    private final ClipSplits read;

    /** What a study may say. */
    public record Options(
            @Describe("folder with train and val, each a list or a folder of class folders; or a list")
            Path path,

            @Describe("list or folder for training, relative to path; absent: train.csv, train.txt or train")
            Optional<String> train,

            @Describe(
                    "list or folder for validation, relative to path; absent: val.csv, val.txt, val, or those of test")
            Optional<String> val,

            @Describe(
                    "file with a class a line, its name, or its number and its name; absent: classes.txt, or the labels")
            Optional<String> classes,

            @Describe("what happens to listed clips that do not exist") @Default("fail")
            Missing missing,

            @Describe("what happens to a clip that cannot be decoded, or is cut off") @Default("fail")
            Corrupt corrupt,

            @Describe("part of the clips kept for validation where there is nothing for it")
            @Default("0.1")
            @Range(min = 0, max = 0.9)
            double validation,

            @Describe("at most so many clips of each class in each split; all if absent") @Range(min = 1)
            Optional<Integer> limit) {}

    /** The clips of files, which are read whenever a fingerprint is asked for. */
    public ClipsDataset(Options options) {
        this(options, ContentDigests.plain());
    }

    /**
     * The same.
     *
     * @param digests what the fingerprint is made of
     * @throws InvalidInputException PECO-280 to PECO-289, all that is wrong at once
     */
    @Inject
    public ClipsDataset(Options options, ContentDigests digests) {
        this(options, ClipSplits.read(ClipLayout.of(options), options), digests);
    }

    private ClipsDataset(Options options, ClipSplits read, ContentDigests digests) {
        super(read.splits(), read.notes(), options.corrupt(), digests);
        this.read = read;
    }

    @Override
    public List<String> classes() {
        return read.classes();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Clip.class;
    }

    @Override
    protected ContentHash hash(ContentDigests digests) {
        ContentHash hash = new ContentHash(VERSION, digests);
        classes().forEach(name -> hash.line("class " + name));
        for (ClipSplit split : read.splits()) {
            hash.line("split " + split.name());
            hash.files(
                    split.clips().stream()
                            .map(clip -> clip.name() + " " + clip.label())
                            .toList(),
                    split.clips().stream().map(ClipFile::file).toList());
        }
        return hash;
    }
}
