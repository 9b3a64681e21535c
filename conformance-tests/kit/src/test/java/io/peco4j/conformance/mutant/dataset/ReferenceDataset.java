package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Noise with a box on it. */
class ReferenceDataset implements Dataset {
    static final int SIDE = 16;
    private static final int EXAMPLES = 12;

    final Options options;

    /** What is drawn. */
    record Options(
            @Describe("another seed gives other pictures") @Default("0")
            long seed) {}

    @Inject
    ReferenceDataset(Options options) {
        this.options = options;
    }

    @Override
    public List<Split> splits() {
        return List.of(new Part(TRAIN, 1), new Part(VALIDATION, 2));
    }

    @Override
    public List<String> classes() {
        return List.of("small", "large");
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Detected.class;
    }

    @Override
    public String fingerprint() {
        return "reference " + options;
    }

    /** Mutants meddle here and below. */
    Example example(String split, int stream, int index) {
        SplittableRandom random = new SplittableRandom(1_000_000 * options.seed() + 1000L * stream + index);
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(256);
        }
        return new Example.Detected(new RgbImage(SIDE, SIDE, rgb), List.of(object(index)));
    }

    Instance object(int index) {
        int side = index % 2 == 0 ? 2 : SIDE - 4;
        return new Instance(label(index), new Box(2, 3, 2 + side, 3 + side));
    }

    int label(int index) {
        return index % 2;
    }

    OptionalInt classOf(int index) {
        return OptionalInt.empty();
    }

    String name(String split, int index) {
        return split + " " + index;
    }

    int size() {
        return EXAMPLES;
    }

    /** Examples from a stream of random numbers. */
    final class Part implements Split {
        private final String name;
        private final int stream;

        Part(String name, int stream) {
            this.name = name;
            this.stream = stream;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return ReferenceDataset.this.size();
        }

        @Override
        public Example example(int index) {
            return ReferenceDataset.this.example(name, stream, index);
        }

        @Override
        public OptionalInt classOf(int index) {
            return ReferenceDataset.this.classOf(index);
        }

        @Override
        public String label(int index) {
            return ReferenceDataset.this.name(name, index);
        }
    }
}
