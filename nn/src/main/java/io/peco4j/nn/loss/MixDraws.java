package io.peco4j.nn.loss;

import java.util.random.RandomGenerator;

/** What is drawn for a batch, a pair or a row that is mixed, in this order. */
public interface MixDraws {
    /** Uniform from 0 to 1: it is mixed below the probability of that. */
    double mixes();

    /** Uniform from 0 to 1: below the probability of cutmix it is that, otherwise mixup. */
    double pastes();

    /** A variable of Beta(a, a). */
    double share(double a);

    /** The box of a cutmix that leaves about that share of a picture. */
    Mix.Paste box(double share, int height, int width);

    /** The draws of a generator; boxes lie around uniform centres. */
    static MixDraws of(RandomGenerator random) {
        return new MixDraws() {
            @Override
            public double mixes() {
                return random.nextDouble();
            }

            @Override
            public double pastes() {
                return random.nextDouble();
            }

            @Override
            public double share(double a) {
                return Beta.draw(random, a);
            }

            @Override
            public Mix.Paste box(double share, int height, int width) {
                return Mixing.box(share, height, width, random.nextInt(height), random.nextInt(width));
            }
        };
    }
}
