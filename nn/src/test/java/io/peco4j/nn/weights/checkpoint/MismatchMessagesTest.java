package io.peco4j.nn.weights.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person reads whose file does not fit. */
final class MismatchMessagesTest extends CheckpointFixture {
    /** The two options lead to the file: there is no circle. */
    @Test
    void scalesOfTimmAskForTheOptionAndThenFit() {
        Map<String, NDArray> file = new LinkedHashMap<>();
        vit(2, 8, 0.1, 8).forEach((name, tensor) -> file.put(name.replaceFirst("gamma_([12])", "ls$1.gamma"), tensor));
        assertThat(refusal(file, vit(2, 8, 0, 8)))
                .extracting(Problem::what)
                .containsExactly(
                        "2 weights blocks.*.gamma_1, such as blocks.0.gamma_1, are unexpected",
                        "2 weights blocks.*.gamma_2, such as blocks.0.gamma_2, are unexpected");
        assertThat(refusal(file, vit(2, 8, 0, 8)).get(0).remedy())
                .isEqualTo("the network has no such weights; the encoder's option layer-scale adds such weights: say"
                        + " layer-scale = 0.1");
        assertThat(load(file, vit(2, 8, 0.1, 8))).isEmpty();
    }

    @Test
    void theFormatAndHowMuchOfItFitsIsSaid() {
        Map<String, NDArray> file = vit(3, 8, 0, 8);
        List<Problem> deeper = refusal(file, vit(2, 8, 0, 8));
        assertThat(deeper).hasSize(12).allMatch(problem -> problem.code().equals("PECO-306"));
        assertThat(deeper.get(0).where())
                .isEqualTo(path() + ", read as timm (ViT), with 30 of the network's 30 weights");
        assertThat(deeper)
                .extracting(Problem::remedy)
                .contains("the network has no such weight; the file has 3 blocks: say depth = 3");
        assertThat(refusal(file, vit(4, 8, 0, 8)))
                .extracting(Problem::remedy)
                .contains("the network has it as float32 (8); the file has 3 blocks: say depth = 3");
    }

    @Test
    void patchesTellTheOptions() {
        assertThat(refusal(vit(1, 192, 0, 4), vit(1, 8, 0, 8)))
                .filteredOn(problem -> problem.what().contains("patch_embed.proj.weight"))
                .extracting(Problem::remedy)
                .containsExactly("the network has it as float32 (8, 3, 8, 8); the file's patches differ: say size ="
                        + " tiny and patch = 4");
    }

    @Test
    void anotherNetworkIsOneThatIsKnown() {
        Map<String, NDArray> file = new LinkedHashMap<>();
        for (String name : List.of("conv1.weight", "layer1.0.conv1.weight", "bn1.bias", "bn1.weight", "fc.weight")) {
            file.put(name, manager.ones(new Shape(3)));
        }
        List<Problem> problems = refusal(file, vit(2, 8, 0, 8));
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).what())
                .isEqualTo("it is a file of another network, torchvision (ResNet): none of the 30 weights is in it");
        assertThat(problems.get(0).remedy())
                .endsWith("patch_embed.proj.weight, as files of the format timm (ViT) have them");
    }

    @Test
    void unknownNamesWithTheSameShapesMayBeTheNetwork() {
        Map<String, NDArray> file = new LinkedHashMap<>();
        vit(2, 8, 0, 8).values().forEach(tensor -> file.put("part" + file.size() + ".p", tensor));
        assertThat(refusal(file, vit(2, 8, 0, 8)).get(0).what())
                .isEqualTo("its names are not known: none of the 30 weights is in it under its name, but 30 have a"
                        + " tensor of their shape, so that it may be this network as another project calls its parts");
        file.replaceAll((name, tensor) -> manager.ones(new Shape(7)));
        assertThat(refusal(file, vit(2, 8, 0, 8)).get(0).what())
                .isEqualTo("it is a file of another network: none of the 30 weights is in it");
    }

    @Test
    void whateverStandsBeforeTheNamesIsFound() {
        Map<String, NDArray> file = new LinkedHashMap<>();
        file.put("learner.head.w", manager.ones(new Shape(1)));
        Map<String, NDArray> live = new LinkedHashMap<>();
        for (String name : List.of("first.w", "first.b", "second.w")) {
            file.put("learner.net.of.mine." + name, manager.ones(new Shape(2)));
            live.put(name, manager.zeros(new Shape(2)));
        }
        assertThat(load(file, live))
                .containsExactly("took the network under learner.net.of.mine., and left out 1 tensor beside it");
        assertThat(live.values()).allMatch(tensor -> tensor.sum().getFloat() == 2);
    }

    private Map<String, NDArray> vit(int depth, int width, double scale, int patch) {
        return new LinkedHashMap<>(Parameters.state(new VisionTransformer(
                SmallNetworks.context(manager, 1),
                new VitConfig(
                        2 * patch,
                        patch,
                        depth,
                        new BlockShape(width, 2, width / 2, 2 * width, QkvBias.FUSED, scale),
                        Positions.LEARNED,
                        RelativeBias.NONE,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET))));
    }

    private List<Problem> refusal(Map<String, NDArray> file, Map<String, NDArray> live) {
        return catchThrowableOfType(InvalidInputException.class, () -> load(file, live))
                .problems();
    }
}
