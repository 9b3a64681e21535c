package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonElement;
import io.peco4j.nn.mask.BlockwiseMask;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VitConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What BEiT draws at random: the weights that it starts with, and masks. */
final class BeitStartRuns {
    private static final String BEIT = "microsoft/unilm";

    /** In standard errors: one comparison in two million is off by more, and there are some hundreds. */
    private static final double ERRORS = 5;

    private BeitStartRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(BEIT, "beit/modeling_pretrain.py: VisionTransformerForMaskedImageModeling.__init__"),
                BeitStartRuns::start,
                new Kind(BEIT, "beit/masking_generator.py: MaskingGenerator"),
                BeitStartRuns::masks);
    }

    private static void start(ParityCase reference) {
        Map<String, NDArray> statistics = reference.under("out.stats.");
        Set<String> names = statistics.keySet();
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.config(
                arguments,
                names,
                VitParts.learned(names),
                // Without an argument the original's default.
                arguments.has("init_std") ? Start.beit(arguments.number("init_std")) : Start.BEIT,
                layerScale(reference));
        MaskedImageModel model =
                BeitRuns.model(reference, config, reference.arguments().integer("vocab_size"));
        Map<String, NDArray> live = model.trainable();
        if (!live.keySet().equals(names)) {
            throw new AssertionError("parameters " + live.keySet() + " instead of " + names);
        }
        live.forEach((name, array) -> compare(reference, "out.stats." + name, array));
    }

    /**
     * The original has no default, so where it is not among the arguments the value that all gammas start at is read.
     */
    private static double layerScale(ParityCase reference) {
        String stored = "out.stats.blocks.0.gamma_1";
        double mean = reference.has(stored) ? reference.get(stored).getFloat(0) : 0;
        return reference.arguments().number("init_values", mean);
    }

    /** Expected are mean, deviation, minimum, maximum and count of one draw. */
    private static void compare(ParityCase reference, String key, NDArray array) {
        float[] expected = reference.get(key).toFloatArray();
        long count = array.size();
        double mean = array.mean().getFloat();
        double deviation = Math.sqrt(array.sub((float) mean).square().mean().getFloat());
        double range = expected[3] - expected[2];
        // The extremes of n draws between bounds are about 1 / n of the range off them.
        double margin = range * Math.max(0.002, 20.0 / count) + 1e-7;
        boolean holds = count == (long) expected[4]
                && Math.abs(mean - expected[0]) <= ERRORS * expected[1] * Math.sqrt(2.0 / count) + 1e-7
                && Math.abs(deviation - expected[1])
                        <= expected[1] * Math.max(0.05, ERRORS / Math.sqrt((double) count)) + 1e-6
                && Math.abs(array.min().getFloat() - expected[2]) <= margin
                && Math.abs(array.max().getFloat() - expected[3]) <= margin;
        reference.accept(
                key,
                holds,
                String.format(
                        Locale.ROOT,
                        "mean %.3g, deviation %.3g, from %.3g to %.3g, %d values",
                        mean,
                        deviation,
                        array.min().getFloat(),
                        array.max().getFloat(),
                        count));
    }

    private static void masks(ParityCase reference) {
        int draws = reference.arguments().integer("draws");
        List<JsonElement> configs =
                reference.arguments().get("configs").getAsJsonArray().asList();
        for (int i = 0; i < configs.size(); i++) {
            Arguments config = new Arguments(configs.get(i).getAsJsonObject());
            int[] size = config.integers("input_size");
            int count = config.integer("num_masking_patches");
            // What a configuration does not state has the original's default.
            BlockwiseMask mask = new BlockwiseMask(
                    size[0],
                    size[1],
                    count,
                    config.integer("min_num_patches", 4),
                    config.integer("max_num_patches", count),
                    config.number("min_aspect", 0.3),
                    false);
            compare(reference, "out." + i + ".", MaskStatistics.of(mask, draws), draws);
        }
    }

    private static void compare(ParityCase reference, String prefix, MaskStatistics ours, int draws) {
        shares(reference, prefix + "count_hist", ours.counts(), 1.0 / draws, draws);
        shares(reference, prefix + "frequency", ours.frequency(), 1, draws);
        close(reference, prefix + "mean_count", ours.count(), draws);
        close(reference, prefix + "mean_perimeter", ours.perimeter(), draws);
        long[] sides = reference.get(prefix + "block_hw").toLongArray();
        MaskStatistics.Blocks blocks = ours.blocks();
        reference.accept(
                prefix + "block_hw",
                blocks.leastRows() == sides[0]
                        && Math.abs(blocks.mostRows() - sides[1]) <= 1
                        && blocks.leastColumns() == sides[2]
                        && Math.abs(blocks.mostColumns() - sides[3]) <= 1,
                blocks.toString());
        float[] aspects = reference.get(prefix + "block_aspect").toFloatArray();
        reference.accept(
                prefix + "block_aspect",
                Math.abs(Math.log(blocks.leastAspect() / aspects[0])) < 0.2
                        && Math.abs(Math.log(blocks.mostAspect() / aspects[1])) < 0.2,
                blocks.toString());
        samples(reference, prefix + "samples", ours);
    }

    /** The reference's own masks hide numbers of patches that ours do. */
    private static void samples(ParityCase reference, String key, MaskStatistics ours) {
        NDArray masks = reference.get(key);
        long[] hidden = masks.sum(new int[] {1, 2}).toLongArray();
        boolean known = true;
        for (long count : hidden) {
            known &= ours.counts()[(int) count] > 0;
        }
        reference.accept(key, known, "hide " + Arrays.toString(hidden) + " patches");
    }

    /** Each of two shares of equally many draws. */
    private static void shares(ParityCase reference, String key, double[] ours, double unit, int draws) {
        double[] theirs = reference.doubles(key);
        int worst = 0;
        boolean holds = theirs.length == ours.length;
        for (int i = 0; holds && i < ours.length; i++) {
            double share = (ours[i] + theirs[i] * unit) / 2;
            double margin = ERRORS * (Math.sqrt(2 * share * (1 - share) / draws) + 1.0 / draws);
            if (!(Math.abs(ours[i] - theirs[i] * unit) <= margin)) {
                holds = false;
                worst = i;
            }
        }
        reference.accept(key, holds, "share " + ours[worst] + " at " + worst);
    }

    private static void close(ParityCase reference, String key, MaskStatistics.Mean mean, int draws) {
        double expected = reference.get(key).getFloat();
        reference.accept(
                key,
                Math.abs(mean.value() - expected) <= ERRORS * mean.deviation() * Math.sqrt(2.0 / draws),
                mean.value() + " instead of " + expected);
    }
}
