package io.peco4j.pretraining.picture;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import java.util.ArrayList;
import java.util.List;

/**
 * A few pictures of a data set, spread over its validation split, or over the training split of data that has no other:
 * examples are often in the order of their classes.
 *
 * @param split the split's name
 * @param pictures as they are; fewer where they cannot be read, and the data set says to leave these out
 */
public record ShownPictures(String split, List<RgbImage> pictures) {
    /** How many a person takes in. */
    public static final int COUNT = 8;

    /** The pictures of a data set. */
    public static ShownPictures of(Dataset dataset) {
        Split split = dataset.splits().stream()
                .filter(each -> each.name().equals(Dataset.VALIDATION))
                .findFirst()
                .orElseGet(() -> dataset.split(Dataset.TRAIN));
        List<RgbImage> found = new ArrayList<>();
        for (int part = 0; part < COUNT; part++) {
            int next = start(split, part + 1);
            boolean read = false;
            for (int i = start(split, part); i < next && !read; i++) {
                read = read(split, i, dataset.corrupt(), found);
            }
        }
        return new ShownPictures(split.name(), List.copyOf(found));
    }

    private static int start(Split split, int part) {
        return (int) ((long) part * split.size() / COUNT);
    }

    private static boolean read(Split split, int index, Dataset.Corrupt corrupt, List<RgbImage> found) {
        try {
            return found.add(split.example(index).image());
        } catch (UnreadableExampleException e) {
            if (corrupt == Dataset.Corrupt.FAIL) {
                throw e;
            }
            return false;
        }
    }
}
