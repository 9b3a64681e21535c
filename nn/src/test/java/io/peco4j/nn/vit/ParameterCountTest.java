package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.StackShape;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sizes of the published architectures, counted from their definitions. Blocks are alike, so that networks of one and
 * of two blocks tell the size of any depth.
 */
final class ParameterCountTest {
    private static final int IMAGE = 224;
    private static final int VOCABULARY = 8192;

    /**
     * In this order: no head, classifier, MAE, PeCo's MAE; then masked image models with all biases, with BEiT's, BEiT.
     */
    @ParameterizedTest
    @CsvSource({
        "TINY, 16, 5524416, 5717416, 0, 0, 7105664, 7103360, 7072340",
        "SMALL, 16, 21665664, 22050664, 0, 0, 24819968, 24815360, 24753320",
        "BASE, 16, 85798656, 86567656, 111907840, 115716352, 92099072, 92089856, 91965776",
        "LARGE, 16, 303301632, 304326632, 329541888, 333350400, 311699456, 311674880, 311534016",
        "HUGE, 14, 630764800, 632045800, 657074508, 660975360, 641260032, 641219072, 640987456"
    })
    void countsAreThoseOfTheDefinitions(
            VitSize size,
            int patch,
            long plain,
            long classifier,
            long mae,
            long pecoMae,
            long allBiases,
            long beitBiases,
            long beit) {
        int width = size.block().width();
        long trunk = trunk(config(size, patch, QkvBias.FUSED, 0, RelativeBias.NONE));
        long head = count(context -> Parameters.state(new MaskedTokenHead(context, width, VOCABULARY)));
        assertThat(trunk).isEqualTo(plain);
        assertThat(trunk
                        + count(context ->
                                Parameters.state(new ClassifierHead(context, Pooling.CLASS_TOKEN, width, 1000))))
                .isEqualTo(classifier);
        assertThat(trunk + head).isEqualTo(allBiases);
        assertThat(trunk(config(size, patch, QkvBias.QUERY_VALUE, 0, RelativeBias.NONE)) + head)
                .isEqualTo(beitBiases);
        assertThat(trunk(config(size, patch, QkvBias.QUERY_VALUE, 0.1, RelativeBias.SHARED)) + head)
                .isEqualTo(beit);
        if (mae > 0) {
            // Learned positions have the size of the fixed ones, which count here.
            assertThat(trunk + decoder(width, patch, 3 * patch * patch)).isEqualTo(mae);
            assertThat(trunk + decoder(width, patch, VOCABULARY)).isEqualTo(pecoMae);
        }
    }

    /** DeiT-B distilled: two tokens, two heads of 1000 classes. */
    @ParameterizedTest
    @CsvSource({"TINY, 5910800", "SMALL, 22436432", "BASE, 87338192"})
    void distilledClassifiersHaveTheSizesOfDeit(VitSize size, long expected) {
        VitConfig plain = config(size, 16, QkvBias.FUSED, 0, RelativeBias.NONE);
        assertThat(extrapolate(
                        size.depth(),
                        depth -> count(context -> {
                            VitConfig distilled = new VitConfig(
                                    plain.image(),
                                    16,
                                    new StackShape(size.block(), depth, 0),
                                    true,
                                    Positions.LEARNED,
                                    RelativeBias.NONE,
                                    Start.TIMM,
                                    false,
                                    Normalisation.IMAGENET);
                            return new DistilledClassifier(context, new VisionTransformer(context, distilled), 1000)
                                    .state();
                        })))
                .isEqualTo(expected);
    }

    private static VitConfig config(VitSize size, int patch, QkvBias bias, double layerScale, RelativeBias relative) {
        BlockShape plain = size.block();
        BlockShape block =
                new BlockShape(plain.width(), plain.heads(), plain.headWidth(), plain.mlpWidth(), bias, layerScale);
        Positions positions = relative == RelativeBias.NONE ? Positions.LEARNED : Positions.NONE;
        return new VitConfig(
                IMAGE, patch, size.depth(), block, positions, relative, 0, Start.TIMM, false, Normalisation.IMAGENET);
    }

    private static long trunk(VitConfig config) {
        return extrapolate(
                config.depth(),
                depth -> count(context -> new VisionTransformer(context, config.withDepth(depth)).state()));
    }

    private static long decoder(int width, int patch, int out) {
        int grid = IMAGE / patch;
        return count(context ->
                Parameters.state(new MaeDecoder(context, MaeDecoder.Sizes.published(width, grid, grid, out))));
    }

    private static long extrapolate(int depth, Function<Integer, Long> count) {
        long one = count.apply(1);
        return one + (depth - 1) * (count.apply(2) - one);
    }

    /** Numbers in all tensors but those of whole numbers. */
    private static long count(Function<StandaloneContext, Map<String, NDArray>> network) {
        try (NDManager manager = NDManager.newBaseManager()) {
            StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
            return network.apply(context).values().stream()
                    .filter(array -> array.getDataType().isFloating())
                    .mapToLong(NDArray::size)
                    .sum();
        }
    }
}
