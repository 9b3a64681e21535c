package io.peco4j.datasets.coco;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a person should know of what was read, in at most three lines. */
final class CocoNotes {
    private CocoNotes() {}

    static List<String> lines(CocoSplits read, double validation) {
        List<String> lines = new ArrayList<>();
        lines.add(sources(read, validation));
        Tally tally = read.tally();
        Counts left = new Counts()
                .add(tally.missing, "picture that is missing", "pictures that are missing")
                .add(
                        tally.withoutObjects,
                        "picture for training without objects",
                        "pictures for training without objects")
                .add(tally.withoutArea, "object without area", "objects without area")
                .add(tally.withoutPixels, "object whose mask has no pixel", "objects whose masks have no pixel");
        left.line("left out: ").ifPresent(lines::add);
        Counts kept = new Counts()
                .add(tally.cut, "box cut at the edge of its picture", "boxes cut at the edges of their pictures")
                .add(tally.withoutMask, "object without a mask", "objects without a mask")
                .add(tally.crowds, "crowd", "crowds");
        kept.line("of the " + tally.objects + " objects: ").ifPresent(lines::add);
        return lines;
    }

    private static String sources(CocoSplits read, double validation) {
        List<Path> files = read.splits().stream()
                .map(split -> split.source().annotations())
                .distinct()
                .toList();
        if (files.size() == read.splits().size()) {
            return read.splits().stream()
                    .map(split -> split.name() + " from " + split.source().annotations())
                    .collect(Collectors.joining(", "));
        }
        return "train from " + files.get(0) + ", val picked from it by a hash of the names (" + validation
                + "), as there is no file for validation";
    }
}
