package io.peco4j.tasks.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.picture.ClassColours;
import io.peco4j.nn.picture.PictureTensors;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Maps as a data set in memory, whose pictures are the maps in the classes' colours: what tells colours apart is always
 * right.
 *
 * @param maps of both splits
 * @param count of classes
 */
record PaintedMaps(List<ClassMap> maps, int count) implements Dataset, Examples {

    @Override
    public List<Split> splits() {
        return List.of(new Part(TRAIN, this), new Part(VALIDATION, this));
    }

    @Override
    public List<String> classes() {
        return IntStream.range(0, count).mapToObj(label -> "class " + label).toList();
    }

    /** Far from each other. */
    @Override
    public List<Integer> colours() {
        return IntStream.range(0, count)
                .mapToObj(label -> 0x101010 * (label + 1))
                .toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Segmented.class;
    }

    @Override
    public String fingerprint() {
        return "";
    }

    @Override
    public Dataset dataset() {
        return this;
    }

    @Override
    public void forEach(Split split, int batch, Preparation preparation, Consumer<Batch> each) {
        for (int i = 0; i < split.size(); i++) {
            try (NDManager manager = NDManager.newBaseManager()) {
                each.accept(new Row(preparation.prepare(split.example(i), new Random(i)), i, manager));
            }
        }
    }

    /** Logits that say which colour a pixel has, float32 (B, K, H, W). */
    NDArray seen(NDArray images) {
        try (NDArray grey = images.mean(new int[] {1}, true).mul(255)) {
            float[] levels = new float[count];
            for (int label = 0; label < count; label++) {
                levels[label] = 16 * (label + 1);
            }
            try (NDArray expected = images.getManager().create(levels, new Shape(1, count, 1, 1))) {
                return grey.sub(expected).abs().neg();
            }
        }
    }

    private record Part(String name, PaintedMaps all) implements Split {
        @Override
        public int size() {
            return all.maps().size();
        }

        @Override
        public Example example(int index) {
            ClassMap map = all.maps().get(index);
            return new Example.Segmented(ClassColours.of(all).paint(map), map);
        }

        @Override
        public String label(int index) {
            return name + index;
        }
    }

    private record Row(Sample sample, long index, NDManager manager) implements Batch {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public long[] indices() {
            return new long[] {index};
        }

        @Override
        public NDArray get(String name) {
            Sample.Field field = Objects.requireNonNull(sample.fields().get(name), name);
            if (field instanceof Sample.Picture picture) {
                return PictureTensors.of(List.of(picture.image()), manager);
            }
            Sample.Bytes bytes = (Sample.Bytes) field;
            Shape shape = new Shape(1, bytes.shape()[0], bytes.shape()[1]);
            return manager.create(ByteBuffer.wrap(bytes.values()), shape, DataType.UINT8);
        }
    }
}
