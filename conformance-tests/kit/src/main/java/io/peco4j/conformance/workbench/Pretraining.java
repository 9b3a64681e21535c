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
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A pretraining under observation: its encoder records passes, its tokenizer is scripted.
 *
 * @param learner of the framework
 * @param encoder that it trains
 * @param tokenizer that it was given, whether it asked for one or not
 */
public record Pretraining(Learner learner, WatchedEncoder encoder, ScriptedTokenizer tokenizer) {

    /** Makes a framework that trains, and the learner of it. */
    public static Pretraining of(
            Workbench bench,
            Component<PretrainingFramework> component,
            VisionEncoder encoder,
            ScriptedTokenizer tokenizer) {
        WatchedEncoder watched = new WatchedEncoder(encoder);
        Made<PretrainingFramework> made = framework(bench, component, watched, tokenizer);
        Learner learner = made.component()
                .learner()
                .orElseThrow(() -> new AssertionError("it has no learner, and lacks() does not say so"));
        return new Pretraining(learner, watched, tokenizer);
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
     * @param twins passes of its twins
     */
    public record Pass(List<Sample> rows, double loss, List<Sight> sights, List<Sight> twins) {
        /** Whether every picture has a legal mask, so that it can be said what is hidden. */
        public boolean isMasked() {
            return !masks().isEmpty()
                    && masks().stream()
                            .allMatch(mask ->
                                    mask.faults().isEmpty() && mask.rows().size() == rows.size());
        }

        /** Whether some network computes targets: the encoder without gradients, or a twin. */
        public boolean computesTargets() {
            return !twins.isEmpty() || sights.stream().anyMatch(sight -> !sight.recorded());
        }

        /** The masks of passes that gradients flow through. */
        public List<Hidden> masks() {
            return sights.stream()
                    .filter(Sight::recorded)
                    .map(Sight::hidden)
                    .filter(Hidden::masks)
                    .toList();
        }

        /** The patches of a row that no such pass saw. */
        public BitSet hidden(int row) {
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
        return pass(rows, List.of(), List.of());
    }

    /**
     * The same, where the encoder makes of these rows what it made of others.
     *
     * @param replayed its passes
     * @param ofTwins those of its twins
     */
    public Pass pass(List<Sample> rows, List<Sight> replayed, List<Sight> ofTwins) {
        encoder.forget();
        encoder.replay(replayed, ofTwins);
        double sum = 0;
        try (Drill drill = new Drill(learner, rows, 0)) {
            for (Objective objective : learner.objectives()) {
                sum += drill.loss(objective, loss -> (double) loss.value().toFloatArray()[0]);
            }
        }
        return new Pass(rows, sum, encoder.sights(), encoder.twinSights());
    }

    /** Three steps. */
    public void train(Split split, int rows, double rate) {
        try (Drill drill = new Drill(learner, split, rows, rate)) {
            drill.steps(3);
        }
    }

    /** The rows of a pass, with the negative of every pixel that the encoder did not see. */
    public List<Sample> withOtherHiddenPixels(Pass pass) {
        List<String> fields = pictures(pass);
        return IntStream.range(0, pass.rows().size())
                .mapToObj(row -> with(pass.rows().get(row), fields, image -> negative(image, pass.hidden(row))))
                .toList();
    }

    /** The fields of a batch that are the pictures of the encoder, as they are. */
    public static List<String> pictures(Pass pass) {
        return pass.rows().get(0).fields().keySet().stream()
                .filter(field -> pass.sights().stream().anyMatch(sight -> shows(sight, pass.rows(), field)))
                .toList();
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

    /** A row with other pictures in some fields. */
    static Sample with(Sample row, List<String> fields, UnaryOperator<RgbImage> change) {
        Sample changed = row;
        for (String field : fields) {
            if (row.fields().get(field) instanceof Sample.Picture picture) {
                changed = changed.with(field, change.apply(picture.image()));
            }
        }
        return changed;
    }

    /** A picture with the negative of some patches. */
    RgbImage negative(RgbImage image, BitSet patches) {
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            int y = i / 3 / image.width() / encoder.patchSize();
            int x = i / 3 % image.width() / encoder.patchSize();
            if (patches.get(y * encoder.grid().columns() + x)) {
                rgb[i] = (byte) ~rgb[i];
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }
}
