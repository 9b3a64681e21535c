package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks in several files with an index. */
final class ShardedFileTest {
    private static final String INDEX = "model.safetensors.index.json";
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    private Path folder;

    @Test
    void theIndexAndTheFolderStandForAllShards() throws IOException {
        write("{\"metadata\": {\"total_size\": 12}, \"weight_map\": {\"b\": \"" + SECOND + "\", \"a\": \"" + FIRST
                + "\"}}");
        for (Path path : new Path[] {folder, folder.resolve(INDEX)}) {
            try (NDManager manager = NDManager.newBaseManager();
                    Checkpoint checkpoint = Checkpoint.open(path)) {
                assertThat(checkpoint.weights().kind()).isEqualTo("safetensors, in 2 shards");
                assertThat(checkpoint.weights().metadata()).containsOnly(Map.entry("format", "pt"));
                assertThat(checkpoint.notes()).isEmpty();
                NDArray first = manager.zeros(new Shape(1));
                NDArray second = manager.zeros(new Shape(2));
                checkpoint.loadInto(Map.of("a", first, "b", second));
                assertThat(first.toFloatArray()).containsExactly(1);
                assertThat(second.toFloatArray()).containsExactly(2, 2);
            }
        }
    }

    /** As a masked autoencoder's: the encoder, and the decoder beside it. */
    @Test
    void theFolderOfAStageStandsForItsResultAndWhatWasTrainedBesideIt() throws IOException {
        write("{}");
        Files.delete(folder.resolve(INDEX));
        Files.move(folder.resolve(FIRST), folder.resolve("weights.safetensors"));
        assertThatThrownBy(() -> WeightFile.open(folder).close()).hasMessageContaining("2 weight files");
        Files.move(folder.resolve(SECOND), folder.resolve("learner.safetensors"));
        try (NDManager manager = NDManager.newBaseManager();
                Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.weights().tensors()).containsOnlyKeys("a", "b");
            NDArray second = manager.zeros(new Shape(2));
            checkpoint.loadInto(Map.of("a", manager.zeros(new Shape(1)), "b", second));
            assertThat(second.toFloatArray()).containsExactly(2, 2);
        }
    }

    @Test
    void oneShardAloneSaysWhatItIs() throws IOException {
        write("{\"weight_map\": {}}");
        try (Checkpoint checkpoint = Checkpoint.open(folder.resolve(FIRST))) {
            assertThat(checkpoint.weights().tensors()).containsOnlyKeys("a");
            assertThat(checkpoint.notes())
                    .containsExactly("this is shard 1 of 2 alone: give the folder or its .index.json for all");
        }
    }

    @Test
    void shardsOfPyTorchAreReadToo() throws IOException {
        Files.write(folder.resolve("pytorch_model-00001-of-00001.bin"), PickledWeights.zip());
        Files.writeString(
                folder.resolve("pytorch_model.bin.index.json"),
                "\ufeff {\"weight_map\": {\"model.weight\": \"pytorch_model-00001-of-00001.bin\"}}");
        try (WeightFile file = WeightFile.open(folder)) {
            assertThat(file.kind()).isEqualTo("PyTorch, zip, in 1 shard");
            assertThat(file.tensors()).containsOnlyKeys("model.weight");
        }
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        write("{\"weight_map\": {\"a\": \"" + FIRST + "\", \"b\": \"" + SECOND + "\", \"c\": \"third.safetensors\","
                + " \"d\": \"../" + folder.getFileName() + "/" + FIRST + "\"}}");
        Files.delete(folder.resolve(SECOND));
        assertThatThrownBy(() -> WeightFile.open(folder))
                .hasMessageContaining("PECO-315")
                .hasMessageContaining("3 of its 4 shards are not beside it: " + SECOND + ", third.safetensors, ../");
        write("{\"weight_map\": {\"a\": \"" + FIRST + "\", \"b\": \"" + FIRST + "\", \"c\": \"" + FIRST + "\"}}");
        assertThatThrownBy(() -> WeightFile.open(folder))
                .hasMessageContaining("PECO-315")
                .hasMessageContaining("names 2 tensors that are not in its shards: b in " + FIRST + ", c in " + FIRST);
        Path first = folder.resolve(FIRST);
        Files.write(first, Arrays.copyOf(Files.readAllBytes(first), 80));
        assertThatThrownBy(() -> WeightFile.open(folder))
                .hasMessageContaining("PECO-302")
                .hasMessageContaining(FIRST);
        write("{\"weight_map\": {\"a\": \"" + INDEX + "\"}}");
        assertThatThrownBy(() -> WeightFile.open(folder))
                .hasMessageContaining("an index of shards where a shard should be");
    }

    @Test
    void foldersOfOneFileOrSeveral() throws IOException {
        Path only = folder.resolve("weights.safetensors");
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.write(only, Map.of("w", manager.ones(new Shape(1))), Map.of());
            try (WeightFile file = WeightFile.open(folder)) {
                assertThat(file.path()).isEqualTo(only);
            }
            Safetensors.write(folder.resolve("others.safetensors"), Map.of("w", manager.ones(new Shape(1))), Map.of());
        }
        assertThatThrownBy(() -> WeightFile.open(folder))
                .hasMessageContaining("a folder with 2 weight files, such as others.safetensors, weights.safetensors");
        Files.copy(only, folder.resolve("model.safetensors"));
        try (WeightFile file = WeightFile.open(folder)) {
            assertThat(file.path()).hasFileName("model.safetensors");
        }
    }

    private void write(String index) throws IOException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, String> metadata = Map.of("format", "pt");
            Safetensors.write(folder.resolve(FIRST), Map.of("a", manager.ones(new Shape(1))), metadata);
            Safetensors.write(folder.resolve(SECOND), Map.of("b", manager.full(new Shape(2), 2f)), metadata);
        }
        Files.writeString(folder.resolve(INDEX), index);
    }
}
