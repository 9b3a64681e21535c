package io.peco4j.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.picture.PictureTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** What a task is given, without a runtime: a context whose backbones see the picture itself, and data in memory. */
public record Alone(NDManager manager, RandomGenerator random) implements NetworkContext {

    public static Alone in(NDManager manager) {
        return new Alone(manager, new Random(1));
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    @SuppressWarnings("unchecked") // the only kind that is asked for
    public <T> T create(Component<T> component) {
        return (T) new Eye();
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder given) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        throw new UnsupportedOperationException();
    }

    /** Its only layer is the picture, from black. */
    private record Eye() implements PerceptualBackbone {
        @Override
        public List<NDArray> features(NDArray images) {
            return List.of(images.add(0.1));
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }

    /** Labelled pictures as training and as validation split. */
    public record Pictures(List<RgbImage> pictures, List<String> classes) implements Dataset, Examples {
        @Override
        public List<Split> splits() {
            return List.of(new Part(Dataset.TRAIN, pictures), new Part(Dataset.VALIDATION, pictures));
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Labelled.class;
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
            for (int from = 0; from < split.size(); from += batch) {
                List<Sample> rows = new ArrayList<>();
                for (int i = from; i < Math.min(split.size(), from + batch); i++) {
                    rows.add(preparation.prepare(split.example(i), new Random(i)));
                }
                try (NDManager manager = NDManager.newBaseManager()) {
                    each.accept(new Rows(rows, manager));
                }
            }
        }
    }

    private record Part(String name, List<RgbImage> pictures) implements Split {
        @Override
        public int size() {
            return pictures.size();
        }

        @Override
        public Example example(int index) {
            return new Example.Labelled(pictures.get(index), index % 10);
        }

        @Override
        public String label(int index) {
            return "" + index;
        }
    }

    private record Rows(List<Sample> rows, NDManager manager) implements Batch {
        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public long[] indices() {
            return LongStream.range(0, size()).toArray();
        }

        @Override
        public NDArray get(String name) {
            List<Sample.Field> fields =
                    rows.stream().map(row -> row.fields().get(name)).toList();
            if (fields.get(0) instanceof Sample.Picture) {
                return PictureTensors.of(
                        fields.stream()
                                .map(field -> ((Sample.Picture) field).image())
                                .toList(),
                        manager);
            }
            return manager.create(fields.stream()
                    .mapToLong(field -> ((Sample.Longs) field).values()[0])
                    .toArray());
        }
    }
}
