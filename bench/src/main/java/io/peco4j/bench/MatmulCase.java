package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import java.util.Locale;
import java.util.Map;

/** The matrix-product peak itself. */
record MatmulCase(Precision precision) implements BenchCase {

    @Override
    public String name() {
        return "matmul-" + precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public BenchResult run(BenchContext context) {
        return new BenchResult(name(), Double.NaN, context.peak(precision), 1, Map.of());
    }
}
