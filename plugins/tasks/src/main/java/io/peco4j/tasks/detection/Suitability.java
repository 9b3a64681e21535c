package io.peco4j.tasks.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.detection.VitMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a detector is made of, once it is known to fit encoder and data.
 *
 * @param layers blocks of the encoder that become maps
 * @param masks whether masks are learned
 */
record Suitability(List<Integer> layers, boolean masks) {
    private static final int SCALES = 4;

    /** Pictures that are looked at for an object: few have none. */
    private static final int LOOKED_AT = 16;

    /**
     * Checks everything.
     *
     * @param manager under which a small blank picture is tried
     * @throws InvalidInputException PECO-109, PECO-175 to PECO-177, PECO-179, PECO-221
     */
    static Suitability of(DetectionOptions options, VisionEncoder encoder, Dataset dataset, NDManager manager) {
        List<Problem> problems = new ArrayList<>(options.problems(dataset));
        List<Integer> layers = options.layers().orElseGet(() -> VitMaps.layers(encoder.depth()));
        if (!fit(layers, encoder.depth())) {
            problems.add(new Problem(
                    "PECO-176",
                    "layers = " + layers + " are not four blocks of an encoder with " + encoder.depth()
                            + ", none after a later one",
                    "detection",
                    "layers = " + VitMaps.layers(encoder.depth())));
        }
        refusal(encoder, manager).ifPresent(problems::add);
        Optional<Boolean> known = masksIn(dataset);
        boolean masks = options.masks().orElse(known.orElse(true));
        if (options.masks().orElse(false) && !known.orElse(true)) {
            problems.add(new Problem(
                    "PECO-179",
                    "masks = true, and the first objects of the training split have none",
                    "detection",
                    "leave it out: boxes alone are learned then"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new Suitability(layers, masks);
    }

    private static boolean fit(List<Integer> layers, int depth) {
        boolean fit = layers.size() == SCALES;
        for (int i = 0; i < layers.size(); i++) {
            int layer = layers.get(i);
            fit &= layer >= 1 && layer <= depth && (i == 0 || layer >= layers.get(i - 1));
        }
        return fit;
    }

    /** A blank picture of another size and shape than the encoder's own. */
    private static Optional<Problem> refusal(VisionEncoder encoder, NDManager manager) {
        int patch = encoder.patchSize();
        long rows = encoder.imageSize().height() / patch == 2 ? 4 : 2;
        return GradientMode.off(() -> {
            try (NDManager trial = manager.newSubManager()) {
                NDArray blank = trial.zeros(new Shape(1, 3, rows * patch, 6L * patch));
                encoder.features(blank, List.of(1), Masking.none(), false);
                return Optional.<Problem>empty();
            } catch (UnsupportedOperationException e) {
                return Optional.of(new Problem(
                        "PECO-175",
                        "detection sees pictures of any size, and the encoder does not take them: " + e.getMessage(),
                        "detection",
                        "an encoder that interpolates its positions, such as  vit"));
            }
        });
    }

    /** Whether the first objects have masks; empty if there is no object among the first pictures. */
    private static Optional<Boolean> masksIn(Dataset dataset) {
        Split train = dataset.split(Dataset.TRAIN);
        for (int i = 0; i < Math.min(train.size(), LOOKED_AT); i++) {
            List<Instance> objects = objects(train, i);
            if (!objects.isEmpty()) {
                return Optional.of(
                        objects.stream().anyMatch(object -> object.mask().isPresent()));
            }
        }
        return Optional.empty();
    }

    /** None where the picture cannot be read: whether it may be skipped is the loader's business. */
    private static List<Instance> objects(Split split, int index) {
        try {
            return split.example(index) instanceof Example.Detected detected ? detected.objects() : List.of();
        } catch (UnreadableExampleException e) {
            return List.of();
        }
    }
}
