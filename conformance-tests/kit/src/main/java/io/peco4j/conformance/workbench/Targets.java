package io.peco4j.conformance.workbench;

import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.pictures.Look;
import io.peco4j.conformance.stub.ScriptedTokenizer.Script;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.workbench.Pretraining.Pass;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a loss reads beside what the encoder makes of pictures: the encoder's tokens are replayed, so that pictures, the
 * tokens of a tokenizer, or the features of a teacher can be changed patch by patch without changing a prediction.
 */
public abstract sealed class Targets {
    final Pretraining tried;
    private final Pass pass;

    private Targets(Pretraining tried, Pass pass) {
        this.tried = tried;
        this.pass = pass;
    }

    /** Targets that are the tokens of the scripted tokenizer. */
    public static Targets tokens(Pretraining tried, List<Sample> rows) {
        return new Tokens(tried, tried.pass(rows));
    }

    /**
     * Targets that are computed from pixels. Pictures are replaced by noise of black and white, whose negative differs
     * for every way to normalise a patch.
     *
     * @param fields of the batch that are pictures
     */
    public static Targets pixels(Pretraining tried, List<Sample> rows, List<String> fields) {
        List<Sample> noise = IntStream.range(0, rows.size())
                .mapToObj(row -> Pretraining.with(rows.get(row), fields, image -> noise(row, image.width())))
                .toList();
        return new Pixels(tried, tried.pass(noise), fields);
    }

    /** Targets that are tokens of a twin of the encoder, or of the encoder without gradients. */
    public static Targets features(Pretraining tried, List<Sample> rows) {
        return new Features(tried, tried.pass(rows));
    }

    /** In words, for messages. */
    public abstract String what();

    /** The pass that is replayed. */
    public Pass pass() {
        return pass;
    }

    /** The loss of the pass, with the encoder's tokens of it. */
    public double loss() {
        return loss(pass.sights(), none());
    }

    /** The loss where all targets are others. */
    public double lossOfOthers() {
        List<BitSet> all = none();
        all.forEach(row -> row.set(0, tried.patches()));
        return loss(pass.sights(), all);
    }

    /**
     * The loss, where some of it is different.
     *
     * @param sights what the encoder makes of the pictures
     * @param changed patches of each row whose targets are others
     */
    public abstract double loss(List<Sight> sights, List<BitSet> changed);

    /** The same for the first row of the batch alone. */
    public abstract Targets ofFirstRow();

    /** No patch of any row. */
    public final List<BitSet> none() {
        return pass.rows().stream().map(row -> new BitSet()).toList();
    }

    /** One patch of a row. */
    public final List<BitSet> only(int row, int patch) {
        List<BitSet> changed = none();
        changed.get(row).set(patch);
        return changed;
    }

    final List<Sample> firstRow() {
        return pass.rows().subList(0, 1);
    }

    private static RgbImage noise(int seed, int side) {
        RgbImage noise = new Draw(seed, List.of(Look.NOISE)).images(side).get(0);
        byte[] rgb = noise.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (rgb[i] < 0 ? 255 : 0);
        }
        return new RgbImage(side, side, rgb);
    }

    private static final class Pixels extends Targets {
        private final List<String> fields;

        Pixels(Pretraining tried, Pass pass, List<String> fields) {
            super(tried, pass);
            this.fields = fields;
        }

        @Override
        public String what() {
            return "pixels";
        }

        @Override
        public double loss(List<Sight> sights, List<BitSet> changed) {
            List<Sample> rows = IntStream.range(0, changed.size())
                    .mapToObj(row -> Pretraining.with(
                            pass().rows().get(row), fields, image -> tried.negative(image, changed.get(row))))
                    .toList();
            return tried.pass(rows, sights, pass().twins()).loss();
        }

        @Override
        public Targets ofFirstRow() {
            return new Pixels(tried, tried.pass(firstRow()), fields);
        }
    }

    private static final class Tokens extends Targets {
        Tokens(Pretraining tried, Pass pass) {
            super(tried, pass);
        }

        @Override
        public String what() {
            return "tokens";
        }

        @Override
        public double loss(List<Sight> sights, List<BitSet> changed) {
            int columns = tried.encoder().grid().columns();
            tried.tokenizer()
                    .follow((row, y, x) ->
                            Script.STANDARD.token(row, y, x) + (changed.get(row).get(y * columns + x) ? 1 : 0));
            try {
                return tried.pass(pass().rows(), sights, pass().twins()).loss();
            } finally {
                tried.tokenizer().follow(Script.STANDARD);
            }
        }

        @Override
        public Targets ofFirstRow() {
            return new Tokens(tried, tried.pass(firstRow()));
        }
    }

    private static final class Features extends Targets {
        Features(Pretraining tried, Pass pass) {
            super(tried, pass);
        }

        @Override
        public String what() {
            return "features of a teacher";
        }

        @Override
        public double loss(List<Sight> sights, List<BitSet> changed) {
            return tried.pass(pass().rows(), others(sights, changed), others(pass().twins(), changed))
                    .loss();
        }

        private List<Sight> others(List<Sight> sights, List<BitSet> changed) {
            return sights.stream()
                    .map(sight -> sight.recorded() || !sight.hasTokenForEach(tried.patches())
                            ? sight
                            : others(sight, changed))
                    .toList();
        }

        private static Sight others(Sight sight, List<BitSet> changed) {
            float[] tokens = sight.tokens().clone();
            int count = (int) sight.outcome().get(1);
            int width = (int) sight.outcome().get(2);
            for (int row = 0; row < changed.size() && row < sight.outcome().get(0); row++) {
                int ofRow = row * count + 1;
                changed.get(row).stream().map(patch -> ofRow + patch).forEach(token -> {
                    SplittableRandom random = new SplittableRandom(~token);
                    for (int i = token * width; i < (token + 1) * width; i++) {
                        tokens[i] = (float) random.nextDouble(-3, 3);
                    }
                });
            }
            return sight.with(tokens);
        }

        @Override
        public Targets ofFirstRow() {
            return new Features(tried, tried.pass(firstRow()));
        }
    }
}
