package io.peco4j.bench;

import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Division;
import io.peco4j.runtime.worker.Floats;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.TcpMesh;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The sum of the gradients of ViT-B, 86 million floats, by two workers that are connected on this machine: what it costs
 * beside the network. Items are megabytes of the vector.
 */
final class ClusterSumCase implements LongCase {
    private static final int WORKERS = 2;
    private static final int FLOATS = 86_000_000;
    private static final int ROUNDS = 6;
    private static final double MEGABYTES = Float.BYTES * FLOATS / 1e6;

    @Override
    public String name() {
        return "cluster-sum";
    }

    @Override
    public BenchResult run(BenchContext context) {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Meeting meeting = new Meeting(new CyclicBarrier(WORKERS), new String[WORKERS]);
        try {
            List<Future<List<Double>>> workers = new ArrayList<>();
            for (int index = 0; index < WORKERS; index++) {
                Rank rank = new Rank(index, WORKERS);
                workers.add(threads.submit(() -> seconds(rank, secret, meeting)));
            }
            List<Double> seconds = workers.get(0).get();
            double best =
                    seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            return new BenchResult(
                    name(),
                    MEGABYTES / best,
                    Double.NaN,
                    Double.NaN,
                    Map.of("first-seconds", seconds.get(0), "best-seconds", best));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the workers did not sum up", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Double> seconds(Rank rank, byte[] secret, Meeting meeting) {
        Floats gradients = new Floats(List.of(ByteBuffer.allocateDirect(Float.BYTES * FLOATS)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()));
        Division division = new Division(List.of(1, 1));
        List<Double> seconds = new ArrayList<>();
        try (Collective mesh = TcpMesh.connect(
                rank,
                InetAddress.getLoopbackAddress(),
                secret,
                TcpMesh.Frames.OPEN,
                Duration.ofMinutes(5),
                mine -> meeting.lines(rank.index(), mine))) {
            for (int round = 0; round < ROUNDS; round++) {
                mesh.gather(new byte[0]);
                long start = System.nanoTime();
                mesh.sum(division, Map.of(division.nodes(rank.index()).get(0), gradients), gradients);
                seconds.add((System.nanoTime() - start) / 1e9);
            }
        }
        return seconds;
    }

    @SuppressWarnings("ArrayRecordComponent") // filled by the workers, before the barrier
    private record Meeting(CyclicBarrier barrier, String[] lines) {
        List<String> lines(int index, String mine) {
            lines[index] = mine;
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException("the workers did not meet", e);
            }
            return List.of(lines);
        }
    }
}
