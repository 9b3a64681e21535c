package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.checkpoint.CheckpointFormat;
import io.peco4j.nn.weights.checkpoint.Formats;
import java.util.Iterator;

/** What {@code --format} may say. */
final class FormatIds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Formats.all().stream().map(CheckpointFormat::id).iterator();
    }
}
