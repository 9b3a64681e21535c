package io.peco4j.bench;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Steps of a training, and those of a peer between them on the same thread, in the order ours, peer, peer, ours: so
 * that neither is always the second, and both meet what else the machine does.
 *
 * <p>The trainer tells of a step's end and then of its figures; our next step begins when the peer's steps, made while
 * it tells of the figures, are done. Waiting for the loader is part of ours. Told by one thread.
 */
final class PairedSteps implements Listener {
    private final DoubleSupplier peer;
    private final int warmup;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> peers = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private final List<Double> peerLosses = new ArrayList<>();
    private long begun;

    /**
     * Steps before the first.
     *
     * @param peer makes a step of the peer and returns its loss
     * @param warmup pairs that are not counted
     */
    PairedSteps(DoubleSupplier peer, int warmup) {
        this.peer = peer;
        this.warmup = warmup;
        this.begun = System.nanoTime();
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.StepDone) {
            ours.add((System.nanoTime() - begun) / 1e9);
        } else if (event instanceof Event.Measured measured) {
            losses.add(measured.values().getOrDefault("loss", Double.NaN));
            for (int i = 0; i < (ours.size() % 2 == 0 ? 0 : 2); i++) {
                long start = System.nanoTime();
                peerLosses.add(peer.getAsDouble());
                peers.add((System.nanoTime() - start) / 1e9);
            }
            begun = System.nanoTime();
        }
    }

    /** Median over the pairs of the peer's time by ours: above 1 where ours is faster. */
    double ratio() {
        double[] ratios = pairs().mapToDouble(pair -> peers.get(pair) / ours.get(pair))
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    /** Our fastest step, in seconds. */
    double best() {
        return pairs().mapToDouble(ours::get).min().orElse(Double.NaN);
    }

    /** The peer's fastest step, in seconds. */
    double peerBest() {
        return pairs().mapToDouble(peers::get).min().orElse(Double.NaN);
    }

    /** How far the losses are apart at a step, from 0, relative to ours. */
    double gap(int step) {
        return Math.abs(peerLosses.get(step) - losses.get(step)) / Math.abs(losses.get(step));
    }

    /** The same at the last step that both have made: updates let rounding grow. */
    double lastGap() {
        return gap(Math.min(losses.size(), peerLosses.size()) - 1);
    }

    private IntStream pairs() {
        return IntStream.range(warmup, Math.min(ours.size(), peers.size()));
    }
}
