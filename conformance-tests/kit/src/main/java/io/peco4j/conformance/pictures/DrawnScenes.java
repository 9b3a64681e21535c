package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * Drawn scenes in memory, with a class for every pixel or with their objects: a data set for tasks that read such
 * examples.
 *
 * @param exampleType {@link Example.Segmented} or {@link Example.Detected}
 * @param train number of scenes to learn from
 * @param validation number of scenes to score on; none: there is no such split
 */
public record DrawnScenes(Class<? extends Example> exampleType, int train, int validation) implements Dataset {
    private static final int LEARNED = 8;
    private static final int SCORED = 5;

    /** A class for every pixel. */
    public static DrawnScenes segmented() {
        return new DrawnScenes(Example.Segmented.class, LEARNED, SCORED);
    }

    /** Boxes and masks. */
    public static DrawnScenes detected() {
        return new DrawnScenes(Example.Detected.class, LEARNED, SCORED);
    }

    /** The same without anything to score on. */
    public DrawnScenes withoutValidation() {
        return new DrawnScenes(exampleType, train, 0);
    }

    @Override
    public List<Split> splits() {
        List<Split> splits = new ArrayList<>(List.of(new Part(TRAIN, 0, train)));
        if (validation > 0) {
            splits.add(new Part(VALIDATION, train, validation));
        }
        return splits;
    }

    @Override
    public List<String> classes() {
        return exampleType == Example.Segmented.class ? DrawnScene.CLASSES : DrawnScene.OBJECTS;
    }

    @Override
    public String fingerprint() {
        return toString();
    }

    private final class Part implements Split {
        private final String name;
        private final int first;
        private final int size;

        Part(String name, int first, int size) {
            this.name = name;
            this.first = first;
            this.size = size;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public Example example(int index) {
            DrawnScene scene = DrawnScene.of(first + index);
            return exampleType == Example.Segmented.class
                    ? new Example.Segmented(scene.image(), scene.classes())
                    : new Example.Detected(scene.image(), scene.objects());
        }

        @Override
        public String label(int index) {
            return name + " " + index;
        }
    }
}
