package io.peco4j.product.parity;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/** A generator that gives a case's stored draws, one after the other. */
final class GivenNumbers implements RandomGenerator {
    private final double[] draws;
    private int next;

    GivenNumbers(ParityCase reference, String... keys) {
        this.draws = Arrays.stream(keys)
                .flatMapToDouble(key -> DoubleStream.of(reference.doubles(key)))
                .toArray();
    }

    @Override
    public double nextDouble() {
        return draws[next++];
    }

    @Override
    public double nextGaussian() {
        return nextDouble();
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("the draws are numbers");
    }
}
