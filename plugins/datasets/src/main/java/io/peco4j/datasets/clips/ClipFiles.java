package io.peco4j.datasets.clips;

import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Missing;
import io.peco4j.datasets.video.VideoException;
import io.peco4j.datasets.video.VideoFrames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Looks at the files of a split before anything is trained: whether all are there and have a byte in them, and whether
 * {@value #LOOKED_AT} of them, spread over the split, have a header of a video. All others are read when it is their
 * turn: opening 200,000 files for every plan would take longer than what it finds is worth.
 *
 * @param clips those that are there
 * @param missing how many are not
 * @param bad of those that were looked at, and why; only where they may be left out
 */
record ClipFiles(List<ClipFile> clips, int missing, List<String> bad) {
    private static final int LOOKED_AT = 16;

    private enum State {
        MISSING,
        EMPTY,
        THERE
    }

    /** @param problems gets labels that are no class, and missing, empty and unreadable files that are not left out */
    static ClipFiles of(
            List<ListedClip> listed, ClipClasses classes, Missing whenMissing, Corrupt corrupt, ClipProblems problems) {
        List<State> states =
                listed.parallelStream().map(clip -> state(clip.file())).toList();
        List<ClipFile> clips = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        int missing = 0;
        for (int i = 0; i < listed.size(); i++) {
            ListedClip clip = listed.get(i);
            OptionalInt label = classes.index(clip.label());
            if (label.isEmpty()) {
                problems.addRow(classes.unknown(clip));
            } else if (states.get(i) == State.MISSING) {
                missing++;
                if (whenMissing == Missing.FAIL) {
                    problems.addRow(missing(clip));
                }
            } else {
                clips.add(new ClipFile(clip.file(), clip.name(), label.getAsInt()));
                if (states.get(i) == State.EMPTY) {
                    report(clip.name(), "the file is empty", corrupt, bad, problems);
                }
            }
        }
        for (ClipFile clip : sample(clips)) {
            try {
                if (state(clip.file()) == State.THERE) {
                    VideoFrames.probe(clip.file());
                }
            } catch (VideoException e) {
                report(clip.name(), String.valueOf(e.getMessage()), corrupt, bad, problems);
            }
        }
        return new ClipFiles(List.copyOf(clips), missing, List.copyOf(bad));
    }

    private static List<ClipFile> sample(List<ClipFile> clips) {
        int count = Math.min(LOOKED_AT, clips.size());
        List<ClipFile> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(clips.get((int) ((long) i * clips.size() / count)));
        }
        return some;
    }

    private static void report(String name, String what, Corrupt corrupt, List<String> bad, ClipProblems problems) {
        if (corrupt == Corrupt.SKIP) {
            bad.add(name + ": " + what);
        } else {
            problems.addRow(new Problem(
                    "PECO-284",
                    "a clip cannot be read: " + what,
                    name,
                    "replace it, take it off the list, or leave out all that cannot be read:  corrupt = skip"));
        }
    }

    private static Problem missing(ListedClip clip) {
        return new Problem(
                "PECO-282",
                clip.file() + " does not exist",
                clip.where(),
                "paths are relative to the list; leave out what is not there with  missing = skip");
    }

    private static State state(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isDirectory() ? State.MISSING : attributes.size() == 0 ? State.EMPTY : State.THERE;
        } catch (IOException e) {
            return State.MISSING;
        }
    }
}
