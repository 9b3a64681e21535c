package io.peco4j.datasets.folder;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What data sets of files have in common: splits that were found when it was made, notes on how, and a fingerprint of
 * the files' contents, which are read when it is first asked for.
 */
public abstract class FileDataset implements Dataset {
    private final List<Split> splits;
    private final List<String> notes;
    private final Corrupt corrupt;
    private final ContentDigests digests;
    private @Nullable String fingerprint;

    /**
     * What was found.
     *
     * @param digests what the fingerprint is made of
     */
    protected FileDataset(List<? extends Split> splits, List<String> notes, Corrupt corrupt, ContentDigests digests) {
        this.splits = List.copyOf(splits);
        this.notes = List.copyOf(notes);
        this.corrupt = corrupt;
        this.digests = digests;
    }

    @Override
    public final List<Split> splits() {
        return splits;
    }

    @Override
    public final List<String> notes() {
        return notes;
    }

    @Override
    public final Corrupt corrupt() {
        return corrupt;
    }

    @Override
    public final synchronized String fingerprint() {
        if (fingerprint == null) {
            fingerprint = hash(digests).hex();
        }
        return fingerprint;
    }

    /** All that its examples follow from; asked for once. */
    protected abstract ContentHash hash(ContentDigests digests);
}
