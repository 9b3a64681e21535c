package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.Vgg;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.checkpoint.Formats;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a real PyTorch writes. */
final class PyTorchTest {

    @Test
    void whatTorchSavesIsRead(@TempDir Path folder) throws Exception {
        Python.with("torch, numpy").run(script("write.py"), folder.toString());
        List<Path> files = files(folder);
        assertThat(files).hasSize(18);
        for (Path file : files) {
            compare(file);
        }
        try (WeightFile nested = WeightFile.open(folder.resolve("nested-zip.pth"))) {
            assertThat(nested.metadata())
                    .containsEntry("epoch", "299")
                    .containsEntry("best", "83.25")
                    .containsEntry("arch", "vit_base");
            assertThat(nested.tensors())
                    .containsKeys("model.weight", "optimizer.state.0.exp_avg", "history.1.x.0", "3");
        }
        try (WeightFile openAi = WeightFile.open(folder.resolve("dall_e-zip.pth"))) {
            assertThat(openAi.tensors()).containsOnlyKeys("blocks.input.w", "blocks.input.b");
        }
        try (WeightFile module = WeightFile.open(folder.resolve("module-stream.pth"))) {
            assertThat(module.tensors()).containsKeys("0.weight", "1.running_mean", "2.0.weight");
        }
    }

    /** Through networks of ours: names, shapes and numbers are those that PyTorch's own have. */
    @Test
    void whatOurNetworksHoldLoadsThereStrictly(@TempDir Path folder) throws Exception {
        Python python = Python.with("torch, torchvision");
        python.run(script("torchvision_models.py"), "save", folder.toString());
        through(folder, "resnet50", context -> new ResNet(context, ResNetShape.resNet50(1000)));
        through(folder, "vgg16", context -> new Vgg(context, VggShape.vgg16(false), 4096, 1000));
        python.run(script("torchvision_models.py"), "load", folder.toString());
    }

    private static void through(Path folder, String model, Function<NetworkContext, Block> maker) {
        try (NDManager manager = NDManager.newBaseManager();
                Checkpoint checkpoint = Checkpoint.open(folder.resolve(model + ".pth"))) {
            assertThat(checkpoint.format().id()).isEqualTo("torchvision");
            Map<String, NDArray> state = Parameters.state(
                    maker.apply(new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1))));
            assertThat(checkpoint.loadInto(state)).isEmpty();
            Map<String, NDArray> named = new LinkedHashMap<>();
            Formats.of("torchvision")
                    .theirs(state.keySet())
                    .forEach((name, pieces) -> named.put(
                            name, Objects.requireNonNull(state.get(pieces.get(0).origin()))));
            Safetensors.write(folder.resolve(model + ".safetensors"), named, Map.of("format", "pt"));
        }
    }

    private static void compare(Path file) {
        Path reference = Path.of(file.toString().replace(".pth", ".npz"));
        try (NDManager manager = NDManager.newBaseManager();
                WeightFile expected = WeightFile.open(reference);
                WeightFile found = WeightFile.open(file)) {
            assertThat(found.tensors().keySet())
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
            expected.tensors().keySet().forEach(name -> {
                NDArray theirs = expected.read(name, manager);
                NDArray ours = found.read(name, manager);
                assertThat(ours.getDataType()).as(name).isEqualTo(theirs.getDataType());
                assertThat(ours.getShape()).as(name).isEqualTo(theirs.getShape());
                assertThat(ours.toByteArray()).as(file + " " + name).isEqualTo(theirs.toByteArray());
            });
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".pth"))
                    .sorted()
                    .toList();
        }
    }

    private static String script(String name) throws URISyntaxException {
        URL script = Objects.requireNonNull(PyTorchTest.class.getResource("/torch/" + name));
        return Path.of(script.toURI()).toString();
    }
}
