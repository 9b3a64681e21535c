package io.peco4j.tasks.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Box;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.picture.PictureTensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Grey pictures of two sizes with two bright boxes each, as training and as validation split.
 *
 * @param count of pictures in each split
 * @param masks whether objects have masks
 * @param classes their names
 * @param validation whether there is a split to score on
 */
record DrawnObjects(int count, boolean masks, List<String> classes, boolean validation) implements Dataset, Examples {

    static DrawnObjects of(int count) {
        return new DrawnObjects(count, true, List.of("red", "green"), true);
    }

    static Example.Detected picture(int seed, boolean masks) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = seed % 2 == 0 ? 40 : 24;
        int height = 32;
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 100);
        List<Instance> objects = new ArrayList<>();
        for (int label = 0; label < 2; label++) {
            int side = random.nextInt(6, 12);
            int left = random.nextInt(width - side);
            int top = label * height / 2 + random.nextInt(height / 2 - side);
            for (int y = top; y < top + side; y++) {
                for (int x = left; x < left + side; x++) {
                    rgb[3 * (y * width + x) + label] = (byte) 255;
                }
            }
            int right = left + side;
            int bottom = top + side;
            double[] outline = {left, top, right, top, right, bottom, left, bottom};
            Optional<InstanceMask> mask =
                    masks ? Optional.of(new InstanceMask.Polygons(List.of(outline))) : Optional.empty();
            objects.add(new Instance(label, new Box(left, top, right, bottom), false, mask));
        }
        return new Example.Detected(new RgbImage(width, height, rgb), objects);
    }

    @Override
    public List<Split> splits() {
        Split train = new Part(TRAIN, 0);
        return validation ? List.of(train, new Part(VALIDATION, count)) : List.of(train);
    }

    private final class Part implements Split {
        private final String name;
        private final int first;

        Part(String name, int first) {
            this.name = name;
            this.first = first;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return count;
        }

        @Override
        public Example example(int index) {
            return picture(first + index, masks);
        }

        @Override
        public String label(int index) {
            return name + " " + index;
        }
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Detected.class;
    }

    @Override
    public String fingerprint() {
        return toString();
    }

    @Override
    public Dataset dataset() {
        return this;
    }

    @Override
    public void forEach(Split split, int batch, Preparation preparation, Consumer<Batch> each) {
        for (int from = 0; from < count; from += batch) {
            int end = Math.min(count, from + batch);
            try (NDManager manager = NDManager.newBaseManager()) {
                each.accept(new Rows(
                        IntStream.range(from, end)
                                .mapToObj(i -> preparation.prepare(split.example(i), new SplittableRandom(i)))
                                .toList(),
                        IntStream.range(from, end).asLongStream().toArray(),
                        manager));
            }
        }
    }

    /** Rows in memory. */
    record Rows(List<Sample> rows, long[] indices, NDManager manager) implements Batch {
        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public NDArray get(String name) {
            long[] all = rows.stream()
                    .flatMapToLong(row -> Arrays.stream(((Sample.Longs) field(row, name)).values()))
                    .toArray();
            return manager.create(all, new Shape(size(), all.length / size()));
        }

        @Override
        public List<NDArray> rows(String name) {
            return rows.stream()
                    .map(row -> row(((Sample.Ragged) field(row, name)).row()))
                    .toList();
        }

        private static Sample.Field field(Sample row, String name) {
            return Objects.requireNonNull(row.fields().get(name), name);
        }

        private NDArray row(Sample.Field field) {
            if (field instanceof Sample.Picture picture) {
                return PictureTensors.of(List.of(picture.image()), manager).squeeze(0);
            }
            if (field instanceof Sample.Longs longs) {
                return manager.create(longs.values(), new Shape(longs.shape()));
            }
            Sample.Floats floats = (Sample.Floats) field;
            return manager.create(floats.values(), new Shape(floats.shape()));
        }
    }
}
