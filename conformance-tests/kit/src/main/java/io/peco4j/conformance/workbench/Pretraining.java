package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Objective;
import io.peco4j.conformance.stub.Hidden;
import io.peco4j.conformance.stub.ScriptedTokenizer;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.stub.WatchedEncoder;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.runtime.data.Portion;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A pretraining under observation: its encoder records passes, its tokenizer is scripted.
 *
 * @param learner of the framework
 * @param encoder that it trains
 * @param tokenizer that it was given, whether it asked for one or not
 */
public record Pretraining(Learner learner, WatchedEncoder encoder, ScriptedTokenizer tokenizer) {

    /** Makes a framework and the learner of it. */
    public static Pretraining of(
            Workbench bench,
            Component<PretrainingFramework> component,
            VisionEncoder encoder,
            ScriptedTokenizer tokenizer) {
        WatchedEncoder watched = new WatchedEncoder(encoder);
        Made<PretrainingFramework> made = framework(bench, component, watched, tokenizer);
        return new Pretraining(made.component().learner(), watched, tokenizer);
    }

    /** Makes a framework that trains the encoder. */
    public static Made<PretrainingFramework> framework(
            Workbench bench, Component<PretrainingFramework> component, VisionEncoder encoder, Tokenizer tokenizer) {
        return bench.make(
                component,
                Workbench.nothing().with(VisionEncoder.class, encoder).with(Tokenizer.class, tokenizer));
    }

    /**
     * The outcome of one pass.
     *
     * @param rows that were learned
     * @param loss of all objectives together
     * @param sights of the encoder
     */
    public record Pass(List<Sample> rows, double loss, List<Sight> sights) {
        /** The masks of passes that gradients flow through. */
        public List<Hidden> masks() {
            return sights.stream()
                    .filter(Sight::recorded)
                    .map(Sight::hidden)
                    .filter(Hidden::masks)
                    .toList();
        }

        /** The patches of a row that no such pass saw. */
        BitSet hidden(int row) {
            List<Hidden> masks = masks();
            BitSet all = (BitSet) masks.get(0).rows().get(row).clone();
            masks.forEach(mask -> all.and(mask.rows().get(row)));
            return all;
        }
    }

    /** Number of patches of a picture. */
    public int patches() {
        return encoder.grid().patches();
    }

    /** The first step's losses of some rows; nothing is updated, and equal rows see equal randomness. */
    public Pass pass(List<Sample> rows) {
        encoder.forget();
        double sum = 0;
        try (Drill drill = new Drill(learner, rows, 0)) {
            for (Objective objective : learner.objectives()) {
                sum += drill.loss(objective, loss -> (double) loss.value().toFloatArray()[0]);
            }
        }
        return new Pass(rows, sum, encoder.sights());
    }

    /** Three steps. */
    public void train(Split split, int rows, double rate) {
        try (Drill drill = new Drill(learner, split, rows, rate)) {
            drill.steps(3);
        }
    }

    /** The rows of a pass, with the negative of every pixel that the encoder did not see. */
    public List<Sample> withOtherHiddenPixels(Pass pass) {
        List<String> fields = pass.rows().get(0).fields().keySet().stream()
                .filter(field -> pass.sights().stream().anyMatch(sight -> shows(sight, pass.rows(), field)))
                .toList();
        return IntStream.range(0, pass.rows().size())
                .mapToObj(row -> changed(pass.rows().get(row), fields, pass.hidden(row)))
                .toList();
    }

    /**
     * The standard script, but for other tokens at the patches of a pass that were hidden, or at those that were not.
     */
    public ScriptedTokenizer.Script changed(Pass pass, boolean hidden) {
        List<BitSet> rows =
                IntStream.range(0, pass.rows().size()).mapToObj(pass::hidden).toList();
        return (row, y, x) -> ScriptedTokenizer.Script.STANDARD.token(row, y, x)
                + (rows.get(row).get(y * encoder.grid().columns() + x) == hidden ? 1 : 0);
    }

    /** Whether the encoder's pictures of that pass are a field of the batch, as it is. */
    private static boolean shows(Sight sight, List<Sample> rows, String field) {
        if (!sight.hidden().masks() || !(rows.get(0).fields().get(field) instanceof Sample.Picture)) {
            return false;
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            return Arrays.equals(
                    sight.pictures(), Portion.of(rows).on(manager).get(field).toFloatArray());
        }
    }

    private Sample changed(Sample row, List<String> fields, BitSet hidden) {
        Sample changed = row;
        for (String field : fields) {
            if (row.fields().get(field) instanceof Sample.Picture picture) {
                changed = changed.with(field, negative(picture.image(), hidden));
            }
        }
        return changed;
    }

    private RgbImage negative(RgbImage image, BitSet hidden) {
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int y = i / 3 / image.width() / encoder.patchSize();
            int x = i / 3 % image.width() / encoder.patchSize();
            if (hidden.get(y * encoder.grid().columns() + x)) {
                rgb[i] = (byte) ~rgb[i];
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }
}
