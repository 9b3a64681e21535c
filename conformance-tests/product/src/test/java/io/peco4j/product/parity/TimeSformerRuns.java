package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.video.TimeSformer;
import io.peco4j.nn.video.TimeSformerConfig;
import io.peco4j.nn.video.VideoAttention;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** TimeSformer in its three forms. */
final class TimeSformerRuns {
    private static final String REPOSITORY = "facebookresearch/TimeSformer";
    private static final String CLASS = "timesformer/models/vit.py: VisionTransformer";

    private TimeSformerRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(REPOSITORY, CLASS),
                TimeSformerRuns::network,
                new Kind(REPOSITORY, CLASS + ".forward_features"),
                TimeSformerRuns::trained,
                new Kind(REPOSITORY, CLASS + ".__init__"),
                TimeSformerRuns::fresh,
                new Kind(REPOSITORY, "timesformer/models/helpers.py: load_pretrained"),
                TimeSformerRuns::fromImages);
    }

    /** A kind of the reference's repository. */
    static Kind kind(String symbol) {
        return new Kind(REPOSITORY, "timesformer/" + symbol);
    }

    private static void network(ParityCase reference) {
        if (reference.arguments().has("salt")) {
            fullSize(reference);
        } else {
            trained(reference);
        }
    }

    /** Inputs of any size: what the embeddings were made for is among the arguments. */
    private static void trained(ParityCase reference) {
        TimeSformer network = new TimeSformer(reference.context(), config(reference.arguments()));
        Map<String, NDArray> live = Parameters.state(network);
        // Without attention over time the names are those of any transformer.
        boolean divided = live.keySet().stream().anyMatch(name -> name.contains("temporal_attn"));
        reference.load(live, divided ? "timesformer" : "timm");
        NDArray videos = reference.differentiable("in.x");
        List<Integer> layers = IntStream.rangeClosed(1, reference.arguments().integer("depth"))
                .filter(layer -> reference.has("out.block" + (layer - 1)))
                .boxed()
                .toList();
        List<NDArray> streams = network.streams(videos, layers, false);
        for (int i = 0; i < layers.size(); i++) {
            reference.check("out.block" + (layers.get(i) - 1), streams.get(i));
        }
        reference.check("out.features", network.features(videos, false));
        reference.differentiate(live, () -> Map.of("logits", network.forward(videos, false)));
    }

    private static void fromImages(ParityCase reference) {
        TimeSformer network = new TimeSformer(reference.context(), config(reference.arguments()));
        Map<String, NDArray> live = Parameters.state(network);
        Weights.copyInto(live, reference.weights("before."));
        List<String> adapted = network.startFrom(reference.under("w.source."));
        live.forEach((name, array) -> {
            String key = "out.loaded." + name;
            reference.check(key, array);
            // Copies, so to the bit.
            boolean same =
                    Arrays.equals(array.toFloatArray(), reference.get(key).toFloatArray());
            reference.accept(key, same, "is not an exact copy; adapted: " + adapted);
        });
        reference.check("out.logits", network.forward(reference.get("in.x"), false));
    }

    private static void fresh(ParityCase reference) {
        TimeSformer network = new TimeSformer(reference.context(), config(reference.arguments()));
        InitialStatistics.check(reference, "out.stats.", Parameters.state(network));
    }

    /** The published architecture: its dimensions are those of the stored shapes, with 64 channels to a head. */
    private static void fullSize(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int width = (int) reference.get("out.shape.cls_token").toLongArray()[2];
        int patch = (int) reference.get("out.shape.patch_embed.proj.weight").toLongArray()[3];
        long depth = reference.under("out.shape.blocks.").keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .count();
        int image = arguments.integer("img_size");
        int frames = arguments.integer("num_frames");
        TimeSformerConfig config = new TimeSformerConfig(
                image,
                patch,
                frames,
                arguments.integer("num_classes"),
                (int) depth,
                BlockShape.plain(width, arguments.integer("num_heads", width / 64)),
                attention(arguments),
                0,
                Normalisation.NONE);
        TimeSformer network = new TimeSformer(reference.context(), config);
        Map<String, NDArray> live = Parameters.state(network);
        FullSize.checkShapes(reference, live);
        FormulaWeights formula = FormulaWeights.of(reference);
        for (Map.Entry<String, NDArray> entry : live.entrySet()) {
            try (NDArray weight = formula.weight(
                    reference.manager(), entry.getKey(), entry.getValue().getShape())) {
                Weights.copyInto(Map.of(entry.getKey(), entry.getValue()), Map.of(entry.getKey(), weight));
            }
        }
        NDArray videos = formula.image(reference.manager(), new Shape(1, 3, frames, image, image));
        Map<String, NDArray> results = new LinkedHashMap<>();
        results.put("features", network.features(videos, false));
        results.put("logits", network.forward(videos, false));
        results.forEach((name, array) -> FullSize.check(reference, name, array));
    }

    private static TimeSformerConfig config(Arguments arguments) {
        return new TimeSformerConfig(
                arguments.integer("img_size"),
                arguments.integer("patch_size"),
                arguments.integer("num_frames"),
                arguments.integer("num_classes"),
                arguments.integer("depth"),
                BlockShape.plain(arguments.integer("embed_dim"), arguments.integer("num_heads")),
                attention(arguments),
                0,
                Normalisation.NONE);
    }

    private static VideoAttention attention(Arguments arguments) {
        String name = arguments.text("attention_type", "divided_space_time");
        List<VideoAttention> found = new ArrayList<>(List.of(VideoAttention.values()));
        found.removeIf(kind -> !name.startsWith(kind.name().toLowerCase(Locale.ROOT)));
        return found.get(0);
    }
}
