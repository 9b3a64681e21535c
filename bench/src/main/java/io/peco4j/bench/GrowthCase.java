package io.peco4j.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How time and memory grow with the size of something, as the exponents of power laws over its largest sizes. Items are
 * those of the largest size.
 *
 * @param axis what grows, in a word
 * @param unit what its sizes count, in the plural
 * @param sizes ascending
 * @param subject what is measured at each size
 * @param reason why it is worse than linear where it is known to be; empty where it should not be
 */
record GrowthCase(String axis, String unit, List<Integer> sizes, Subject subject, String reason) implements LongCase {
    private static final int COUNTED = 3;

    GrowthCase {
        sizes = List.copyOf(sizes);
    }

    /** Something that can be made in any size. */
    interface Subject {
        /** What one of this size costs, after one of the smallest size has warmed everything up. */
        Cost cost(GrowthCase of, BenchContext context, int size);
    }

    /**
     * What something costs.
     *
     * @param bytes that it holds, or holds at its peak
     */
    record Cost(double seconds, double bytes) {}

    @Override
    public String name() {
        return "growth-" + axis;
    }

    @Override
    public BenchResult run(BenchContext context) {
        subject.cost(this, context, sizes.get(0));
        List<Double> seconds = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int size : sizes) {
            Cost cost = subject.cost(this, context, size);
            seconds.add(cost.seconds());
            bytes.add(cost.bytes());
        }
        PowerLaw time = PowerLaw.of(sizes, seconds, COUNTED);
        PowerLaw memory = PowerLaw.of(sizes, bytes, COUNTED);
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("time-exponent", time.exponent());
        more.put("memory-exponent", memory.exponent());
        for (int i = 0; i < sizes.size(); i++) {
            more.put("seconds-at-" + sizes.get(i), seconds.get(i));
            more.put("megabytes-at-" + sizes.get(i), bytes.get(i) / 1e6);
        }
        List<String> remarks = new ArrayList<>();
        time.remark("time", unit, reason).ifPresent(remarks::add);
        memory.remark("memory", unit, reason).ifPresent(remarks::add);
        int last = sizes.size() - 1;
        return new BenchResult(name(), sizes.get(last) / seconds.get(last), Double.NaN, Double.NaN, more, remarks);
    }
}
