package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.MixDraws;
import io.peco4j.nn.loss.MixedRows;
import io.peco4j.nn.loss.Mixing;
import java.util.Arrays;
import java.util.Iterator;

/** Batches whose rows, or pairs of rows, are mixed in ways of their own. */
final class MixedRowsRuns {
    private MixedRowsRuns() {}

    static void run(ParityCase reference) {
        Arguments sizes = reference.arguments();
        ScheduleRuns.of(reference).forEach(run -> {
            String name = run.text("name");
            Mixing mixing = new Mixing(
                    run.number("mixup_alpha"),
                    run.number("cutmix_alpha"),
                    run.number("prob"),
                    0.5,
                    run.text("mode").equals("pair") ? Mixing.Per.PAIR : Mixing.Per.ROW);
            MixedRows mix = (MixedRows) mixing.draw(
                    new Given(reference, run), sizes.integer("batch"), sizes.integer("h"), sizes.integer("w"));
            NDArray labels = reference.get("in." + name + ".labels");
            reference.check("out." + name + ".x", mix.images(reference.get("in." + name + ".x")));
            reference.check(
                    "out." + name + ".target",
                    mix.targets(labels, sizes.integer("classes"), sizes.number("smoothing")));
            float[] shares = new float[mix.rows().size()];
            for (int row = 0; row < shares.length; row++) {
                shares[row] = (float) mix.rows().get(row).share();
            }
            reference.check("out." + name + ".lam", reference.manager().create(shares));
        });
    }

    /**
     * One draw a row or pair: with two strengths first the coin, then both shares, then the chance of mixing; with one
     * strength a share and the chance.
     */
    private static final class Given implements MixDraws {
        private final boolean both;
        private final boolean sized;
        private final double cutmix;
        private final double[] first;
        private final double[] second;
        private final double[][] shares;
        private final Iterator<Double> places;
        private int row = -1;

        Given(ParityCase reference, Arguments run) {
            String prefix = "in." + run.text("name") + ".";
            this.both = run.number("mixup_alpha") > 0;
            this.sized = run.has("minmax");
            this.cutmix = run.number("cutmix_alpha");
            this.first = reference.doubles(prefix + "rand0");
            this.second = both ? reference.doubles(prefix + "rand1") : first;
            double[] own = reference.doubles(prefix + "beta0");
            this.shares = new double[][] {own, both ? reference.doubles(prefix + "beta1") : own};
            this.places =
                    Arrays.stream(reference.doubles(prefix + "randint")).boxed().iterator();
        }

        @Override
        public double mixes() {
            row++;
            return second[row];
        }

        @Override
        public double pastes() {
            return first[row];
        }

        @Override
        public double share(double a) {
            return shares[a == cutmix ? 0 : 1][row];
        }

        @Override
        public Mix.Paste box(double share, int height, int width) {
            int one = places.next().intValue();
            int other = places.next().intValue();
            if (!sized) {
                return Mixing.box(share, height, width, one, other);
            }
            int top = places.next().intValue();
            int left = places.next().intValue();
            return Mix.Paste.of(top, top + one, left, left + other, height, width);
        }
    }
}
