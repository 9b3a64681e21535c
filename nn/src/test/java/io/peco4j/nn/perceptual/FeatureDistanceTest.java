package io.peco4j.nn.perceptual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.weights.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FeatureDistanceTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /**
     * One position: (3, 4, 0) and (0, 5, 0) have the directions (0.6, 0.8, 0) and (0, 1, 0); the second layer is the
     * same.
     */
    @Test
    void comparesDirectionsAndAddsLayers(@TempDir Path temp) {
        NDArray one = manager.create(new float[] {3, 4, 0, 0, 5, 0}, new Shape(2, 3, 1, 1));
        NDArray other = manager.create(new float[] {0, 5, 0, 0, 10, 0}, new Shape(2, 3, 1, 1));
        FeatureDistance plain = FeatureDistance.plain(new Twice());
        float[] distances = plain.between(plain.look(one), plain.look(other)).toFloatArray();
        assertThat(distances[0]).isCloseTo(2 * (0.36f + 0.04f), within(1e-6f));
        assertThat(distances[1]).isCloseTo(0, within(1e-9f));

        Path file = temp.resolve("heads.safetensors");
        Safetensors.write(
                file, Map.of("lin0.model.1.weight", head(1, 0, 0), "lin1.model.1.weight", head(0, 10, 1)), Map.of());
        FeatureDistance weighted = FeatureDistance.weighted(new Twice(), LinearHeads.read(file, new Twice(), manager));
        assertThat(weighted.between(weighted.look(one), weighted.look(other)).toFloatArray()[0])
                .isCloseTo(0.36f + 0.4f, within(1e-6f));
    }

    @Test
    void refusesHeadsOfOtherLayers(@TempDir Path temp) {
        Path file = temp.resolve("heads.safetensors");
        Safetensors.write(file, Map.of("lin0.model.1.weight", head(1, 0, 0)), Map.of());
        InvalidInputException thrown =
                catchThrowableOfType(InvalidInputException.class, () -> LinearHeads.read(file, new Twice(), manager));
        assertThat(thrown)
                .hasMessageContaining("PECO-314")
                .hasMessageContaining("[3], and the backbone's layers have [3, 3]");
    }

    private NDArray head(float... weights) {
        return manager.create(weights, new Shape(1, 3, 1, 1));
    }

    /** The picture, two times. */
    private record Twice() implements PerceptualBackbone {
        @Override
        public List<NDArray> features(NDArray images) {
            return List.of(images.duplicate(), images.duplicate());
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
}
