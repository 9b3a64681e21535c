package io.peco4j.runtime.worker;

import io.peco4j.runtime.worker.SummationTree.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection to every other worker. Each worker owns one part of the vector that is summed, puts the others' nodes
 * of it together by the tree, and sends the sum to all: {@code 2 (W - 1) / W} of the vector go each way, as in a ring,
 * where every worker has one node.
 *
 * <p>A worker believes another one's rank when that has shown that it knows the common secret, and shows it in turn (see
 * {@link MeshHandshake}). What follows goes in frames that are open or sealed, as all workers agree.
 *
 * <p>A connection that ends, and one over which nothing comes for longer than {@link #patience}, is a
 * {@link WorkerLostException}. One thread at a time.
 */
public final class TcpMesh implements Collective {
    /** What goes over a connection once both sides believe each other. */
    public enum Frames {
        /** As it is, neither encrypted nor signed: for one machine, and for a network that is trusted. */
        OPEN,
        /** Encrypted and authenticated by AES-GCM, with keys of each connection's own. */
        SEALED
    }

    /** Floats of a piece that is sent and summed at a time: 1 MB. */
    private static final int PIECE = 1 << 18;

    private final Rank rank;
    private final List<MeshPeer> peers;
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "peco4j-mesh");
        thread.setDaemon(true);
        return thread;
    });
    private final FloatBuffer received;

    /** @param peers of all ranks but the own one, in their order */
    private TcpMesh(Rank rank, List<MeshPeer> peers) {
        this.rank = rank;
        this.peers = peers;
        this.received = FloatBuffer.allocate(PIECE);
    }

    /**
     * Connects with the others, which do the same.
     *
     * @param address that the others reach this worker at; no other one is listened on
     * @param secret of all workers, at least 16 bytes that nobody else knows
     * @param frames the same for all
     * @param patience how long to wait for the others, and for what they say
     * @param rendezvous where they learn each other's addresses
     * @throws WorkerLostException if a worker does not come, or does not know the secret
     */
    public static TcpMesh connect(
            Rank rank, InetAddress address, byte[] secret, Frames frames, Duration patience, Rendezvous rendezvous) {
        return new TcpMesh(rank, new MeshHandshake(rank, secret, frames, patience).peers(address, rendezvous));
    }

    @Override
    public Rank rank() {
        return rank;
    }

    @Override
    public void sum(Division division, Map<Node, Floats> mine, Floats result) {
        long length = result.length();
        List<Node> own = division.nodes(rank.index());
        List<Floats> parts = own.stream()
                .map(node -> {
                    Floats part = mine.get(node);
                    if (part == null || part.length() != length) {
                        throw new IllegalArgumentException("no sum of " + node + " of " + length + " floats");
                    }
                    return part;
                })
                .toList();
        List<Future<?>> sending = toOthers(peer -> {
            for (long at = start(length, peer.rank()); at < start(length, peer.rank() + 1); at += PIECE) {
                for (Floats part : parts) {
                    peer.send(part, at, piece(length, peer.rank(), at));
                }
            }
        });
        // Nobody is sent the own part of what the result may overwrite.
        for (long at = start(length, rank.index()); at < start(length, rank.index() + 1); at += PIECE) {
            result.write(at, FloatBuffer.wrap(summed(division, mine, at, piece(length, rank.index(), at))));
        }
        await(sending);
        share(result);
    }

    /** A piece of the sum. */
    private float[] summed(Division division, Map<Node, Floats> mine, long at, int count) {
        Map<Node, float[]> pieces = new HashMap<>();
        for (int worker = 0; worker < rank.size(); worker++) {
            for (Node node : division.nodes(worker)) {
                FloatBuffer piece = FloatBuffer.allocate(count);
                if (worker == rank.index()) {
                    Objects.requireNonNull(mine.get(node)).read(at, piece);
                } else {
                    peer(worker).receive(piece);
                }
                pieces.put(node, piece.array());
            }
        }
        return division.tree().sum(pieces, TcpMesh::plus);
    }

    private static float[] plus(float[] left, float[] right) {
        for (int i = 0; i < left.length; i++) {
            left[i] += right[i];
        }
        return left;
    }

    /** Gives the own part of the result to all, and takes theirs. */
    private void share(Floats result) {
        long length = result.length();
        List<Future<?>> sending = toOthers(peer -> {
            for (long at = start(length, rank.index()); at < start(length, rank.index() + 1); at += PIECE) {
                peer.send(result, at, piece(length, rank.index(), at));
            }
        });
        for (MeshPeer peer : peers) {
            for (long at = start(length, peer.rank()); at < start(length, peer.rank() + 1); at += PIECE) {
                received.clear().limit(piece(length, peer.rank(), at));
                peer.receive(received);
                result.write(at, received.flip());
            }
        }
        await(sending);
    }

    @Override
    public List<byte[]> gather(byte[] mine) {
        List<Future<?>> sending = toOthers(peer -> peer.send(mine));
        List<byte[]> all = new ArrayList<>();
        for (int worker = 0; worker < rank.size(); worker++) {
            all.add(worker == rank.index() ? mine.clone() : peer(worker).receive());
        }
        await(sending);
        return all;
    }

    @Override
    public void patience(Duration patience) {
        peers.forEach(peer -> peer.patience(patience));
    }

    @Override
    public void close() {
        senders.shutdownNow();
        peers.forEach(MeshPeer::close);
    }

    private interface Sending {
        void to(MeshPeer peer) throws IOException;
    }

    private List<Future<?>> toOthers(Sending sending) {
        List<Future<?>> started = new ArrayList<>();
        for (int i = 1; i < rank.size(); i++) {
            MeshPeer peer = peer((rank.index() + i) % rank.size());
            started.add(senders.submit(() -> {
                sending.to(peer);
                return null;
            }));
        }
        return started;
    }

    private static void await(List<Future<?>> sending) {
        boolean interrupted = false;
        @Nullable WorkerLostException lost = null;
        for (Future<?> each : sending) {
            boolean done = false;
            while (!done) {
                try {
                    each.get();
                    done = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    done = true;
                    lost = new WorkerLostException("another worker is gone: " + e.getCause(), e.getCause());
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (lost != null) {
            throw lost;
        }
    }

    private MeshPeer peer(int worker) {
        return peers.get(worker < rank.index() ? worker : worker - 1);
    }

    /** Where a worker's part of a vector begins. */
    private long start(long length, int worker) {
        return length * worker / rank.size();
    }

    private int piece(long length, int worker, long at) {
        return (int) Math.min(PIECE, start(length, worker + 1) - at);
    }
}
