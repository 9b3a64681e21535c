package io.peco4j.runtime.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.worker.Division;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * What the workers of a training agree on: where it starts, who has which portions of a batch, when a checkpoint is
 * written, and that their tensors are the same. One worker agrees with itself.
 */
final class Workers {
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);
    private static final int PATIENCE_IN_STEPS = 10;

    /** A checkpoint may go to a slow disk. */
    private static final Duration PATIENCE_WITH_CHECKPOINTS = Duration.ofHours(1);

    private static final int SHOWN = 3;
    private static final int SAVE = 1;
    private static final int STOP = 2;

    private final WaitingTime collective;
    private Duration slowest = Duration.ZERO;
    private Duration patience = LEAST_PATIENCE;
    private boolean saving;
    private boolean stopping;
    private List<Double> waiting = List.of();

    Workers(WaitingTime collective) {
        this.collective = collective;
    }

    boolean several() {
        return collective.rank().size() > 1;
    }

    /** Whether this one writes checkpoints. */
    boolean writes() {
        return collective.rank().first();
    }

    /**
     * All start where the first one does, from its tensors.
     *
     * @param own where this one's checkpoint stands, and its tensors
     * @param tensors live; overwritten unless the training starts at its beginning
     */
    Position start(Position own, Map<String, NDArray> tensors) {
        if (!several()) {
            return own;
        }
        Position from = Position.parse(text(
                collective.gather(writes() ? bytes(own.text()) : new byte[0]).get(0)));
        if (from.step() > 0) {
            try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                for (String name : new TreeSet<>(tensors.keySet())) {
                    NDArray tensor = Objects.requireNonNull(tensors.get(name));
                    byte[] mine = writes() ? TensorMemory.copy(List.of(tensor)) : new byte[0];
                    byte[] first = collective.gather(mine).get(0);
                    if (!writes()) {
                        TensorMemory.write(tensor, first, manager);
                    }
                }
            }
        }
        agree(from.step(), tensors);
        return from;
    }

    /**
     * Tells the others how many rows this worker's portions have, as some may be unreadable.
     *
     * @param save whether it would write a checkpoint after the step; the first one decides
     * @param stop whether it is to stop after the step; then all do
     */
    Share share(LoadedBatch batch, boolean save, boolean stop) {
        if (!several()) {
            return Share.whole(batch);
        }
        ByteBuffer mine = ByteBuffer.allocate(
                1 + Double.BYTES + Integer.BYTES * batch.portions().size());
        mine.put((byte) ((save ? SAVE : 0) | (stop ? STOP : 0)));
        mine.putDouble(collective.share());
        batch.portions().stream().mapToInt(Portion::size).forEach(mine::putInt);
        List<Integer> sizes = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<byte[]> all = collective.gather(mine.array());
        if (saving) {
            collective.patience(patience);
        }
        stopping = false;
        waiting = all.stream().map(each -> ByteBuffer.wrap(each).getDouble(1)).toList();
        for (byte[] each : all) {
            ByteBuffer given = ByteBuffer.wrap(each).position(1 + Double.BYTES);
            stopping |= (each[0] & STOP) != 0;
            counts.add(given.remaining() / Integer.BYTES);
            while (given.hasRemaining()) {
                sizes.add(given.getInt());
            }
        }
        saving = stopping || (all.get(0)[0] & SAVE) != 0;
        return new Share(
                batch,
                List.copyOf(sizes),
                new Division(counts),
                collective.rank().index());
    }

    /** Begins to measure how long workers wait for each other. */
    void beginToMeasure() {
        collective.begin();
    }

    /** By rank, the share of the time until the last step began that was spent waiting; empty for one worker. */
    List<Double> waiting() {
        return waiting;
    }

    /** Whether a checkpoint is written after the step that was shared out last. */
    boolean saving() {
        return saving;
    }

    /** Whether all stop after that step, as one of them is to. */
    boolean stopping() {
        return stopping;
    }

    /** Waits until all have come here. */
    void meet() {
        collective.gather(new byte[0]);
    }

    /** The others wait for the first one's checkpoint, for longer than for anything else. */
    void waitForCheckpoint() {
        collective.patience(PATIENCE_WITH_CHECKPOINTS);
    }

    /** A step took so long: a worker that says nothing for many times as long is taken to be lost. */
    void took(Duration step) {
        if (several() && step.compareTo(slowest) > 0) {
            slowest = step;
            Duration longest = step.multipliedBy(PATIENCE_IN_STEPS);
            patience = longest.compareTo(LEAST_PATIENCE) > 0 ? longest : LEAST_PATIENCE;
            collective.patience(patience);
        }
    }

    /**
     * Compares checksums of all tensors.
     *
     * @throws TrainingFailedException PECO-721 if they differ: a learner gathers something that no worker tells another
     */
    void agree(long step, Map<String, NDArray> tensors) {
        if (!several()) {
            return;
        }
        List<String> names = List.copyOf(new TreeSet<>(tensors.keySet()));
        ByteBuffer mine = ByteBuffer.allocate(Long.BYTES * names.size());
        names.forEach(name -> mine.putLong(checksum(Objects.requireNonNull(tensors.get(name)))));
        List<byte[]> all = collective.gather(mine.array());
        Set<String> differing = new TreeSet<>();
        for (byte[] each : all) {
            for (int i = 0; i < names.size(); i++) {
                if (each.length != all.get(0).length
                        || ByteBuffer.wrap(each).getLong(Long.BYTES * i)
                                != ByteBuffer.wrap(all.get(0)).getLong(Long.BYTES * i)) {
                    differing.add(names.get(i));
                }
            }
        }
        if (!differing.isEmpty()) {
            throw new TrainingFailedException("PECO-721 after step " + step + ", " + differing.size() + " of "
                    + names.size() + " tensors are not the same on all " + all.size() + " workers, such as "
                    + String.join(", ", differing.stream().limit(SHOWN).toList())
                    + ". Either the machines compute differently: processors, or numbers of threads; or passes change"
                    + " something in the learner that its passState() does not name. One worker trains it rightly");
        }
    }

    private static long checksum(NDArray tensor) {
        CRC32C sum = new CRC32C();
        sum.update(TensorMemory.of(tensor));
        return sum.getValue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
