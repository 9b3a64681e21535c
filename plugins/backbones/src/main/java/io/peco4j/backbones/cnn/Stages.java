package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Which stages of a network are compared: ascending, from 1. */
final class Stages {
    private Stages() {}

    /** @throws IllegalArgumentException if there is none, or they do not ascend */
    static void check(List<Integer> stages) {
        int before = 0;
        for (int stage : stages) {
            if (stage <= before) {
                throw new IllegalArgumentException("layers = " + stages + " is not ascending from 1");
            }
            before = stage;
        }
        if (before == 0) {
            throw new IllegalArgumentException("layers names no stage");
        }
    }

    static int last(List<Integer> stages) {
        return stages.get(stages.size() - 1);
    }

    /**
     * The maps of the stages that are compared; the others are closed.
     *
     * @param maps of the stages from 1 on
     */
    static List<NDArray> pick(List<NDArray> maps, List<Integer> stages) {
        List<NDArray> picked = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            if (stages.contains(i + 1)) {
                picked.add(maps.get(i));
            } else {
                // The graph keeps what the backward pass needs.
                maps.get(i).close();
            }
        }
        return picked;
    }
}
