package io.peco4j.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.runtime.worker.SummationTree.Node;
import io.peco4j.runtime.worker.TcpMesh.Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class TcpMeshTest {
    private static final byte[] SECRET = "a secret of 32 bytes for tests 1".getBytes(StandardCharsets.US_ASCII);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofSeconds(30);

    private Frames frames = Frames.OPEN;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Up to more than a piece of 2^18 floats for each worker, in parts that do not end where workers' parts do. */
    @ParameterizedTest
    @CsvSource({
        "1, 7, OPEN",
        "2, 0, OPEN",
        "2, 1, SEALED",
        "2, 600001, OPEN",
        "3, 1, OPEN",
        "3, 100, OPEN",
        "3, 800003, SEALED",
        "5, 0, SEALED",
        "5, 3, OPEN",
        "5, 5000, OPEN"
    })
    void everyNumberOfWorkersGivesTheBitsOfOne(int workers, int floats, Frames frames) throws Exception {
        this.frames = frames;
        float[][] leaves = drawn(7, floats);
        Map<Node, float[]> all = new HashMap<>();
        IntStream.range(0, 7).forEach(i -> all.put(new Node(i, i + 1), leaves[i].clone()));
        float[] expected = new SummationTree(7).sum(all, TcpMeshTest::plus);

        List<float[]> sums = together(workers, LONG, mesh -> {
            float[] sum = summed(mesh, leaves, floats);
            assertThat(summed(mesh, leaves, floats)).as("once more").isEqualTo(sum);
            return sum;
        });

        assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(expected));
    }

    @Test
    void aWorkerMayHaveNothingToAdd() throws Exception {
        float[][] leaves = drawn(2, 10);
        List<float[]> sums = together(3, LONG, mesh -> {
            Division division = new Division(List.of(1, 0, 1));
            Floats result = floats(new float[10]);
            Map<Node, Floats> mine = new HashMap<>();
            division.nodes(mesh.rank().index()).forEach(node -> mine.put(node, floats(leaves[node.from()])));
            mesh.sum(division, mine, result);
            return numbers(result);
        });

        assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(plus(leaves[0].clone(), leaves[1])));
    }

    @Test
    void gathersInTheOrderOfRanks() throws Exception {
        List<List<byte[]>> all = together(
                3, LONG, mesh -> mesh.gather(new byte[] {(byte) mesh.rank().index()}));

        assertThat(all)
                .allSatisfy(each -> assertThat(each).containsExactly(new byte[] {0}, new byte[] {1}, new byte[] {2}));
    }

    @Test
    void aWorkerThatIsGoneIsNoticedAtOnce() throws Exception {
        List<String> said = together(3, LONG, mesh -> {
            if (mesh.rank().index() == 1) {
                mesh.close();
                return "gone";
            }
            try {
                mesh.gather(new byte[3_000_000]);
                return "nothing";
            } catch (WorkerLostException e) {
                return "lost";
            }
        });

        assertThat(said).containsExactly("lost", "gone", "lost");
    }

    @Test
    void aWorkerThatSaysNothingIsGivenUp() throws Exception {
        CyclicBarrier end = new CyclicBarrier(2);
        List<String> said = together(2, LONG, mesh -> {
            mesh.patience(Duration.ofMillis(300));
            if (mesh.rank().index() == 1) {
                end.await();
                return "silent";
            }
            try {
                mesh.gather(new byte[3]);
                return "nothing";
            } catch (WorkerLostException e) {
                return String.valueOf(e.getMessage());
            } finally {
                end.await();
            }
        });

        assertThat(said.get(0)).contains("the worker 1 says nothing any more");
    }

    @Test
    void whoDoesNotKnowTheSecretIsNotBelieved() {
        Meeting meeting = new Meeting(2);
        Future<?> honest = threads.submit(() -> connect(0, 2, SECRET, Duration.ofSeconds(2), meeting));
        Future<?> other = threads.submit(() -> connect(1, 2, new byte[32], Duration.ofSeconds(2), meeting));

        assertThatThrownBy(other::get).hasCauseInstanceOf(WorkerLostException.class);
        assertThatThrownBy(honest::get).hasCauseInstanceOf(WorkerLostException.class);
    }

    @Test
    void whoExpectsOtherFramesIsNotBelieved() throws Exception {
        Meeting meeting = new Meeting(2);
        Duration shortly = Duration.ofSeconds(2);
        Future<?> open = threads.submit(() -> TcpMesh.connect(
                new Rank(0, 2), LOOPBACK, SECRET, Frames.OPEN, shortly, mine -> meeting.gather(0, mine)));
        Future<?> sealed = threads.submit(() -> TcpMesh.connect(
                new Rank(1, 2), LOOPBACK, SECRET, Frames.SEALED, shortly, mine -> meeting.gather(1, mine)));

        assertThatThrownBy(sealed::get).hasCauseInstanceOf(WorkerLostException.class);
        assertThatThrownBy(open::get).hasCauseInstanceOf(WorkerLostException.class);
    }

    /** A port scanner, or a worker of another study that was given this address before. */
    @Test
    void strangersAreHungUpOnAndTheOthersHeard() throws Exception {
        Meeting meeting = new Meeting(2);
        Future<TcpMesh> first = threads.submit(() -> connect(0, 2, SECRET, LONG, mine -> {
            String[] address = mine.split(" ");
            try (Socket stranger = new Socket()) {
                stranger.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])));
                stranger.getOutputStream().write(new byte[100]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return meeting.gather(0, mine);
        }));
        Future<TcpMesh> second = threads.submit(() -> connect(1, 2, SECRET, LONG, mine -> meeting.gather(1, mine)));

        Future<List<byte[]>> told = threads.submit(() -> second.get().gather(new byte[] {8}));
        try (TcpMesh mesh = first.get()) {
            assertThat(mesh.gather(new byte[] {9})).containsExactly(new byte[] {9}, new byte[] {8});
            assertThat(told.get()).hasSize(2);
        }
        second.get().close();
    }

    private static float[] summed(Collective mesh, float[][] leaves, int floats) {
        Rank rank = mesh.rank();
        Division division = new Division(IntStream.range(0, rank.size())
                .mapToObj(i -> rank.start(i + 1, leaves.length) - rank.start(i, leaves.length))
                .toList());
        Map<Node, Floats> mine = new HashMap<>();
        Floats last = floats(new float[floats]);
        for (Node node : division.nodes(rank.index())) {
            last = floats(sum(node, leaves));
            mine.put(node, last);
        }
        // As in training: the last node's sum lies where the result goes.
        if (mine.size() == 1 && rank.size() == 1) {
            return numbers(last);
        }
        mesh.sum(division, mine, last);
        return numbers(last);
    }

    private static float[] sum(Node node, float[][] leaves) {
        return node.isLeaf() ? leaves[node.from()].clone() : plus(sum(node.left(), leaves), sum(node.right(), leaves));
    }

    /** Direct memory in two parts. */
    private static Floats floats(float[] values) {
        List<FloatBuffer> parts = new ArrayList<>();
        int cut = values.length / 3;
        for (int[] part : new int[][] {{0, cut}, {cut, values.length}}) {
            FloatBuffer buffer = ByteBuffer.allocateDirect(4 * (part[1] - part[0]))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            buffer.put(values, part[0], part[1] - part[0]);
            parts.add(buffer.flip());
        }
        return new Floats(parts);
    }

    private static float[] numbers(Floats floats) {
        FloatBuffer all = FloatBuffer.allocate((int) floats.length());
        floats.read(0, all);
        return all.array();
    }

    private interface Work<T> {
        T with(Collective mesh) throws Exception;
    }

    private <T> List<T> together(int workers, Duration patience, Work<T> work) throws Exception {
        Meeting meeting = new Meeting(workers);
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            int index = i;
            all.add(() -> {
                try (TcpMesh mesh = connect(index, workers, SECRET, patience, mine -> meeting.gather(index, mine))) {
                    return work.with(mesh);
                }
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : threads.invokeAll(all)) {
            results.add(each.get());
        }
        return results;
    }

    private TcpMesh connect(int index, int size, byte[] secret, Duration patience, Meeting meeting) {
        return connect(index, size, secret, patience, (Rendezvous) mine -> meeting.gather(index, mine));
    }

    private TcpMesh connect(int index, int size, byte[] secret, Duration patience, Rendezvous rendezvous) {
        return TcpMesh.connect(new Rank(index, size), LOOPBACK, secret, frames, patience, rendezvous);
    }

    /** What a launcher does: passes lines on. */
    private static final class Meeting {
        private final CyclicBarrier barrier;
        private final String[] lines;

        Meeting(int workers) {
            this.barrier = new CyclicBarrier(workers);
            this.lines = new String[workers];
        }

        List<String> gather(int index, String mine) {
            lines[index] = mine;
            try {
                barrier.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return List.of(lines);
        }
    }

    private static float[][] drawn(int leaves, int floats) {
        Random random = new Random(floats);
        float[][] all = new float[leaves][floats];
        for (float[] each : all) {
            for (int i = 0; i < floats; i++) {
                each[i] = (float) random.nextGaussian();
            }
        }
        return all;
    }

    private static float[] plus(float[] left, float[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }
}
