package io.peco4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What part of their time several workers compute, as a model says: a step's passes take {@code t}, the sum of its
 * gradients {@code c} afterwards, each way {@code 2 (W - 1) / W} times 4 bytes a parameter.
 *
 * @param parameters of the network
 * @param imagesPerSecond that one worker trains
 * @param bytesPerSecond of the network, in each direction at a time
 */
record ScalingModel(double parameters, double imagesPerSecond, double bytesPerSecond) {
    private static final int[] WORKERS = {2, 8, 32, 128};
    private static final double TEN_GIGABIT = 1.1e9;
    private static final double HUNDRED_GIGABIT = 6e9;

    /**
     * The share of the time that is computed, from 0 to 1.
     *
     * @param rows that a worker trains in a step
     */
    double efficiency(int workers, double rows) {
        double passes = rows / imagesPerSecond;
        double sum = 2.0 * (workers - 1) / workers * Float.BYTES * parameters / bytesPerSecond;
        return passes / (passes + sum);
    }

    /** One row of the table: a kind of machine, and how many rows its step has. */
    private record Setting(String title, double parameters, double imagesPerSecond, double rows, boolean inAll) {
        String line() {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-46s", title));
            for (double network : new double[] {TEN_GIGABIT, HUNDRED_GIGABIT}) {
                ScalingModel model = new ScalingModel(parameters, imagesPerSecond, network);
                for (int workers : WORKERS) {
                    double share = model.efficiency(workers, inAll ? rows / workers : rows);
                    line.append(String.format(Locale.ROOT, " %5.0f", 100 * share));
                }
                line.append("  ");
            }
            return line.toString().stripTrailing();
        }
    }

    /** The model for machines and networks that there are, in per cent; speeds of GPUs are assumed. */
    static List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                String.format(
                        Locale.ROOT,
                        "%-46s %23s   %23s",
                        "per cent of the time that is computed",
                        "10 Gbit/s: W =",
                        "100 Gbit/s: W ="),
                String.format(
                        Locale.ROOT, "%-46s %5d %5d %5d %5d   %5d %5d %5d %5d", "", 2, 8, 32, 128, 2, 8, 32, 128)));
        for (Setting setting : List.of(
                new Setting("2 cores, ViT-B, 2048 pictures a step in all", 86e6, 7, 2048, true),
                new Setting("2 cores, ViT-L, 2048 pictures a step in all", 304e6, 2, 2048, true),
                new Setting("8 GPUs, ViT-B, 2048 pictures a step in all", 86e6, 8300, 2048, true),
                new Setting("8 GPUs, ViT-B, 1024 pictures a step and worker", 86e6, 8300, 1024, false),
                new Setting("8 GPUs, ViT-L, 1024 pictures a step and worker", 304e6, 3250, 1024, false))) {
            lines.add(setting.line());
        }
        lines.add("Stages of a study that run beside each other are at 100 per cent, whatever the network.");
        return lines;
    }
}
