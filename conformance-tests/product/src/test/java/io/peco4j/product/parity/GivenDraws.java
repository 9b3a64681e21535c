package io.peco4j.product.parity;

import io.peco4j.nn.mask.BlockDraws;

/** The reference's draws, one after the other. */
final class GivenDraws implements BlockDraws {
    private final double[] uniform;
    private final double[] whole;
    private int numbers;
    private int places;

    GivenDraws(ParityCase reference, int config) {
        this.uniform = reference.doubles("in." + config + ".uniform");
        this.whole = reference.doubles("in." + config + ".randint");
    }

    @Override
    public double between(double one, double other) {
        return uniform[numbers++];
    }

    @Override
    public int upTo(int last) {
        return (int) whole[places++];
    }

    /** How many numbers were asked for. */
    int numbers() {
        return numbers;
    }

    /** How many places were asked for. */
    int places() {
        return places;
    }
}
