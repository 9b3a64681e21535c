package io.peco4j.runtime.train;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.SplittableRandom;

/** A split of generated 2 x 2 pictures, twelve numbers each. */
record Points(int size) implements Split {

    @Override
    public String name() {
        return "train";
    }

    @Override
    public Example example(int index) {
        byte[] rgb = new byte[12];
        new SplittableRandom(index).nextBytes(rgb);
        return new Example.Image(new RgbImage(2, 2, rgb));
    }

    @Override
    public String label(int index) {
        return "point " + index;
    }
}
