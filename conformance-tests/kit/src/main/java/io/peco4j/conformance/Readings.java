package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.conformance.workbench.Drill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the rules of learners compare: rows, groups, losses and states, as values that a message can show. */
final class Readings {
    private Readings() {}

    static String rowText(Sample sample) {
        return sample.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + fieldText(field.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String fieldText(Sample.Field field) {
        if (field instanceof Sample.Picture picture) {
            return Arrays.toString(picture.image().rgb());
        }
        if (field instanceof Sample.Clip clip) {
            return clip.frames().stream()
                    .map(frame -> Arrays.toString(frame.rgb()))
                    .collect(Collectors.joining());
        }
        if (field instanceof Sample.Ragged ragged) {
            return fieldText(ragged.row());
        }
        if (field instanceof Sample.Longs longs) {
            return Arrays.toString(longs.values()) + Arrays.toString(longs.shape());
        }
        if (field instanceof Sample.Bytes bytes) {
            return Arrays.toString(bytes.values()) + Arrays.toString(bytes.shape());
        }
        Sample.Floats floats = (Sample.Floats) field;
        return Arrays.toString(floats.values()) + Arrays.toString(floats.shape());
    }

    static List<String> layout(Objective objective) {
        List<String> layout = new ArrayList<>();
        for (ParameterGroup group : objective.groups()) {
            layout.add(group.name() + " x" + group.learningRateScale() + " " + group.weightDecay() + " from epoch "
                    + group.fromEpoch());
            group.parameters().forEach((name, tensor) -> layout.add(name + " " + tensor.getUid()));
        }
        return layout;
    }

    static Map<String, Float> scalars(Loss loss) {
        Map<String, Float> scalars = new LinkedHashMap<>();
        scalars.put("loss", scalar(loss.value()));
        loss.metrics().forEach((name, metric) -> scalars.put(name, scalar(metric)));
        return scalars;
    }

    static Map<String, List<Float>> figures(Loss loss) {
        Map<String, NDArray> all = new LinkedHashMap<>(loss.metrics());
        all.put("loss", loss.value());
        return Drill.numbers(all);
    }

    private static float scalar(NDArray value) {
        assertThat(value.getDataType()).as("type of a loss or metric").isEqualTo(DataType.FLOAT32);
        assertThat(value.size()).as("size of a loss or metric").isEqualTo(1);
        return value.toFloatArray()[0];
    }

    static List<String> shapes(Map<String, NDArray> state) {
        return state.entrySet().stream()
                .map(tensor -> tensor.getKey() + " " + tensor.getValue().getShape() + " "
                        + tensor.getValue().getDataType())
                .toList();
    }
}
