package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.nn.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

final class RoundTripTest {
    private static final Map<String, String> METADATA = Map.of("format", "pt", "stage", "tokenizer");

    /** What is exported and imported again is the same file, for every network and every format that has it. */
    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void importOfAnExportIsTheSame(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("round-trip");
        Path own = folder.resolve("own.safetensors");
        Path exported = folder.resolve("exported.safetensors");
        Path imported = folder.resolve("imported.safetensors");
        Set<String> formats = new TreeSet<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Map.Entry<String, Map<String, NDArray>> network :
                    SmallNetworks.all(manager, seed).entrySet()) {
                Safetensors.write(own, network.getValue(), METADATA);
                for (CheckpointFormat format : Formats.all()) {
                    if (export(own, format, exported).isPresent()) {
                        continue;
                    }
                    formats.add(format.id());
                    try (Checkpoint checkpoint = Checkpoint.open(exported)) {
                        assertThat(checkpoint.notes())
                                .as(network.getKey() + " as " + format.id())
                                .isEmpty();
                        Safetensors.write(
                                imported,
                                checkpoint.weights(),
                                checkpoint.weights().metadata(),
                                done -> {});
                    }
                    assertThat(Files.mismatch(own, imported))
                            .as(network.getKey() + " as " + format.id())
                            .isEqualTo(-1);
                }
            }
        }
        assertThat(formats)
                .contains(
                        "hf-vit",
                        "hf-deit",
                        "hf-beit",
                        "hf-mae",
                        "timm",
                        "moco-v3",
                        "dino",
                        "bootmae",
                        "beit",
                        "beit-segmentation",
                        "mae",
                        "mmpretrain",
                        "vqgan",
                        "timesformer",
                        "dall-e",
                        "lpips",
                        "torchvision",
                        "peco4j");
        for (Path file : new Path[] {own, exported, imported, folder}) {
            Files.delete(file);
        }
    }

    /** The refusal of a format that has no such network. */
    private static Optional<InvalidInputException> export(Path from, CheckpointFormat format, Path to) {
        try (Checkpoint checkpoint = Checkpoint.open(from)) {
            Safetensors.write(to, checkpoint.as(format), checkpoint.weights().metadata(), done -> {});
            return Optional.empty();
        } catch (InvalidInputException e) {
            assertThat(e.problems().get(0).code()).isEqualTo("PECO-312");
            return Optional.of(e);
        }
    }
}
