package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.engine.ThisMachine;
import io.peco4j.runtime.event.Worker;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.OneWorker;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.Rendezvous;
import io.peco4j.runtime.worker.TcpMesh;
import io.peco4j.runtime.worker.WorkerLostException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How workers come together: the first one deals a secret, all say what machines they are on, then all connect.
 *
 * @param address at which the others reach this one; empty for the loopback
 * @param frames of what they tell each other
 * @param mixed whether they may have processors of different kinds
 * @param threads of this one's engine
 */
record Meeting(String address, TcpMesh.Frames frames, boolean mixed, int threads) {
    private static final int SECRET_BYTES = 32;

    /** Until the first step is over; its first pass compiles kernels, and one worker may be slower to start. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String BETWEEN = "\t";

    /** What one says of itself, the secret aside. */
    private record Presence(String secret, Worker worker, String kind) {
        String line() {
            return String.join(
                    BETWEEN, secret, worker.host(), worker.processor(), Integer.toString(worker.threads()), kind);
        }

        static Presence of(String line) {
            String[] parts = line.split(BETWEEN, -1);
            return new Presence(parts[0], new Worker(parts[1], parts[2], Integer.parseInt(parts[3])), parts[4]);
        }
    }

    /**
     * Meets the others; alone, nobody.
     *
     * @param rendezvous that nobody else listens to
     * @param met hears who they are, by rank, before they connect
     * @throws InvalidInputException PECO-723 if they have processors of different kinds, which is not allowed
     */
    Collective of(Rank rank, Rendezvous rendezvous, Consumer<List<Worker>> met) {
        if (rank.size() == 1) {
            return new OneWorker();
        }
        byte[] secret = new byte[rank.first() ? SECRET_BYTES : 0];
        new SecureRandom().nextBytes(secret);
        String mine = new Presence(
                        HexFormat.of().formatHex(secret),
                        ThisMachine.worker(threads),
                        Processor.detect().kind())
                .line();
        List<Presence> all = rendezvous.gather(mine).stream().map(Presence::of).toList();
        if (!mixed) {
            requireEqual(all);
        }
        met.accept(all.stream().map(Presence::worker).toList());
        byte[] common = HexFormat.of().parseHex(all.get(0).secret());
        return TcpMesh.connect(rank, listened(), common, frames, PATIENCE, rendezvous);
    }

    private InetAddress listened() {
        try {
            return address.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new WorkerLostException("this machine does not know the name that others have for it: " + address, e);
        }
    }

    private static void requireEqual(List<Presence> all) {
        Presence first = all.get(0);
        IntStream.range(1, all.size())
                .filter(rank -> !all.get(rank).kind().equals(first.kind()))
                .findFirst()
                .ifPresent(rank -> {
                    Presence other = all.get(rank);
                    throw new InvalidInputException(new Problem(
                            "PECO-723",
                            "the workers have processors of different kinds: "
                                    + first.worker().host() + " has " + first.kind() + ", and "
                                    + other.worker().host() + " has " + other.kind(),
                            "--workers",
                            "such workers can differ in the last bits. Use machines of one kind, or allow it by"
                                    + " --mixed: if they do differ, the next checkpoint says so"));
                });
    }
}
