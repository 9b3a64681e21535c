package io.peco4j.datasets.clips;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.datasets.video.VideoFrames;
import java.util.List;
import java.util.OptionalInt;

/**
 * Clips under indices; their files are read again at every call.
 *
 * @param name of the split
 * @param clips at least one
 */
record ClipSplit(String name, List<ClipFile> clips) implements Split {
    @Override
    public int size() {
        return clips.size();
    }

    @Override
    public Example example(int index) {
        ClipFile clip = clips.get(index);
        return new Example.Clip(VideoFrames.of(clip.file(), clip.name()), clip.label());
    }

    @Override
    public OptionalInt classOf(int index) {
        return OptionalInt.of(clips.get(index).label());
    }

    @Override
    public String label(int index) {
        return clips.get(index).name();
    }
}
