package io.peco4j.pretraining.supervised;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plain pictures of 4 pixels, each as grey as its class says.
 *
 * @param count of classes
 * @param size of the training split
 */
public record Classes(int count, int size) implements Dataset, Split {
    @Override
    public List<Split> splits() {
        return List.of(this);
    }

    @Override
    public List<String> classes() {
        return IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Labelled.class;
    }

    @Override
    public String fingerprint() {
        return "plain";
    }

    @Override
    public String name() {
        return TRAIN;
    }

    @Override
    public Example example(int index) {
        int label = index % count;
        byte[] rgb = new byte[3 * 16];
        Arrays.fill(rgb, (byte) (255 * label / count));
        return new Example.Labelled(new RgbImage(4, 4, rgb), label);
    }

    @Override
    public String label(int index) {
        return "picture " + index;
    }
}
