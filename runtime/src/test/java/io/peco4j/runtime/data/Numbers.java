package io.peco4j.runtime.data;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import java.util.List;
import java.util.Set;

/** A split of one-pixel pictures whose label is their index; some of them are unreadable. */
record Numbers(int size, Set<Integer> broken) implements Split, Dataset {

    /** The index, what the generator drew first, and the picture. */
    static final Preparation PREPARATION = (example, random) -> Sample.of(Sample.IMAGE, example.image())
            .with(Sample.LABEL, ((Example.Labelled) example).label())
            .with("drawn", new float[] {random.nextFloat(), 0.5f}, 2);

    static Numbers of(int size) {
        return new Numbers(size, Set.of());
    }

    @Override
    public String name() {
        return TRAIN;
    }

    @Override
    public Example example(int index) {
        if (broken.contains(index)) {
            throw new UnreadableExampleException(label(index) + " is no picture");
        }
        byte level = (byte) index;
        return new Example.Labelled(new RgbImage(1, 1, new byte[] {level, (byte) (level + 1), -1}), index);
    }

    @Override
    public String label(int index) {
        return "number-" + index + ".png";
    }

    @Override
    public List<Split> splits() {
        return List.of(this);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Labelled.class;
    }

    @Override
    public String fingerprint() {
        return "numbers";
    }
}
