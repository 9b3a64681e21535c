package io.peco4j.product.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What studies with something wrong in them are told, before anything is trained or written: golden text. */
final class BadInputTest {
    private static final String STUDY = """
            study = tiny
            data { component = scenes, train = 16, val = 8, image = 32, classes = 2, objects = 1 }
            tokenizer {
              pixel {
                component = vqvae, image = 32, codebook { size = 16, dimension = 4 }, channels = 32
                multipliers = [1, 1, 1, 1], latent = 8, residual-blocks = 1, decoder-residual-blocks = 1
                attention = false, batch = 8, epochs = 1, warmup-epochs = 0
              }
            }
            task { codeword-probe {} }
            seeds = [0, 1]
            """;

    private static final String PERCEPTUAL =
            "tokenizer.pixel.objectives=[{component=pixel},{component=perceptual,backbone=@}]";

    /** By name: what {@code --set} changes of a study that is right. */
    private static final Map<String, List<String>> CASES = cases();

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    private static Map<String, List<String>> cases() {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        cases.put("pictures smaller than a token", List.of("tokenizer.pixel.image=4"));
        cases.put("a codebook larger than its vectors", List.of("tokenizer.pixel.codebook.size=1000"));
        cases.put(
                "a codebook larger than its vectors, by k-means",
                List.of("tokenizer.pixel.codebook.size=1000", "tokenizer.pixel.codebook.initial=k-means"));
        cases.put("a negative weight of pixels", List.of("tokenizer.pixel.objectives=[{component=pixel,weight=-1}]"));
        cases.put(
                "a negative perceptual weight",
                List.of(
                        "tokenizer.pixel.objectives=[{component=perceptual,weight=-0.5,backbone={component=squeezenet,image=32}}]"));
        cases.put(
                "a discriminator on small pictures",
                List.of("tokenizer.pixel.objectives=[{component=pixel},{component=adversarial,layers=4}]"));
        cases.put(
                "nothing to balance against",
                List.of("tokenizer.pixel.objectives=[{component=adversarial,layers=1,generator-weight=adaptive}]"));
        cases.put("weights of another network: vqvae", List.of("tokenizer.pixel.weights=\"FOLDER/other.safetensors\""));
        for (String backbone : List.of("squeezenet", "resnet50", "vgg16")) {
            cases.put(
                    "weights of another network: " + backbone,
                    perceptual(backbone, "weights=\"FOLDER/other.safetensors\""));
            cases.put("no such layer: " + backbone, perceptual(backbone, "layers=[99]"));
        }
        cases.put(
                "pictures too small for the backbone",
                List.of(
                        "tokenizer.pixel.image=16",
                        PERCEPTUAL.replace("@", "{component=squeezenet,weights=\"FOLDER/other.safetensors\"}")));
        String vit = "encoder={component=vit,size=tiny,depth=2,patch=8,image=32}";
        cases.put(
                "weights of another network: mocov3-vit",
                perceptual("mocov3-vit", vit + ",layers=[1],weights=\"FOLDER/other.safetensors\""));
        cases.put("no such layer: mocov3-vit", perceptual("mocov3-vit", vit + ",layers=[1,9]"));
        return cases;
    }

    private static List<String> perceptual(String backbone, String options) {
        String image = backbone.equals("mocov3-vit") ? "" : "image=32,";
        return List.of(PERCEPTUAL.replace("@", "{component=" + backbone + "," + image + options + "}"));
    }

    @Test
    void everyMessageNamesPlaceExpectationFindingAndRemedy() throws IOException {
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.write(
                    folder.resolve("other.safetensors"),
                    Map.of("acme.weight", manager.ones(new Shape(2, 3))),
                    Map.of("format", "pt"));
        }
        StringBuilder told = new StringBuilder();
        CASES.forEach((name, overrides) -> {
            Outcome outcome = command("plan", study, overrides);
            told.append("# ").append(name).append('\n').append(outcome.err()).append('\n');
            assertThat(outcome.exit())
                    .as(name + ": " + outcome.err() + outcome.out())
                    .isEqualTo(2);
            assertThat(outcome.err()).as(name).contains("PECO-").doesNotContain("\tat ");
        });
        String actual = told.toString().replace(folder.toString(), "FOLDER");
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("bad-inputs.txt"), actual);
        try (InputStream golden = Objects.requireNonNull(BadInputTest.class.getResourceAsStream("bad-inputs.txt"))) {
            // Lines break where they do because of the length of the temporary folder's name.
            assertThat(actual).isEqualToNormalizingWhitespace(new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    void runRefusesWithTheSameWordsAndWritesNothing() throws IOException {
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        List<String> wrong = CASES.getOrDefault("a discriminator on small pictures", List.of());
        Outcome ran = command("run", study, wrong);
        assertThat(ran).isEqualTo(command("plan", study, wrong));
        assertThat(ran.err()).contains("PECO-161", "tokenizer.pixel", "Nothing was started and nothing was written.");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    private Outcome command(String command, Path study, List<String> overrides) {
        List<String> arguments = new ArrayList<>(List.of(command, "" + study, "--out", "" + folder.resolve("runs")));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override.replace("FOLDER", folder.toString())));
        }
        return new Console(folder).run(arguments.toArray(String[]::new));
    }
}
