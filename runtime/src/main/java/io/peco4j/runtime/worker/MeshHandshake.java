package io.peco4j.runtime.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * How the workers of a {@link TcpMesh} come to know each other: each calls those of lower ranks, and those of higher
 * ranks call it. The called one sends a nonce of 32 bytes; the caller answers with its rank, a nonce of its own and
 * {@code HMAC-SHA-256(secret, "call", both nonces, both ranks)}; the called one with the same for {@code "answer"}.
 *
 * <p>A caller that does not know the secret, or says nothing, is hung up on, and the next one heard. Nonces are new each
 * time, so that nothing of what was overheard can be used again. Keys
 * of frames are made from the same numbers; who expects other frames is not believed.
 */
final class MeshHandshake {
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE = 32;
    private static final String FROM_CALLER = "frames of the caller";
    private static final String FROM_CALLED = "frames of the called";
    private static final int SHORTEST_SECRET = 16;

    /** How long a caller may take for its answer, in milliseconds. */
    private static final int LONGEST_ANSWER = 5000;

    private final Rank rank;
    private final byte[] secret;
    private final TcpMesh.Frames frames;
    private final Duration patience;
    private final SecureRandom random = new SecureRandom();

    MeshHandshake(Rank rank, byte[] secret, TcpMesh.Frames frames, Duration patience) {
        if (secret.length < SHORTEST_SECRET) {
            throw new IllegalArgumentException("a secret of " + secret.length + " bytes");
        }
        this.rank = rank;
        this.secret = secret.clone();
        this.frames = frames;
        this.patience = patience;
    }

    /** The connections to all others, in the order of their ranks. */
    List<MeshPeer> peers(InetAddress address, Rendezvous rendezvous) {
        Map<Integer, MeshPeer> found = new TreeMap<>();
        boolean complete = false;
        try (ServerSocket server = new ServerSocket(0, Math.max(rank.size(), 50), address)) {
            List<String> lines = rendezvous.gather(address.getHostAddress() + " " + server.getLocalPort());
            for (int other = 0; other < rank.index(); other++) {
                found.put(other, call(other, lines.get(other)));
            }
            long deadline = System.nanoTime() + patience.toNanos();
            while (found.size() < rank.size() - 1) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                server.setSoTimeout((int) Math.max(1, Math.min(left, Integer.MAX_VALUE)));
                answer(server.accept(), found);
            }
            found.values().forEach(peer -> peer.patience(patience));
            complete = true;
            return List.copyOf(found.values());
        } catch (IOException e) {
            throw new WorkerLostException("the workers did not come together: " + e, e);
        } finally {
            if (!complete) {
                found.values().forEach(MeshPeer::close);
            }
        }
    }

    private MeshPeer call(int other, String line) throws IOException {
        String[] address = line.split(" ", 2);
        Socket socket = new Socket();
        try {
            int millis = (int) Math.min(patience.toMillis(), Integer.MAX_VALUE);
            socket.connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), millis);
            socket.setSoTimeout(millis);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] theirs = read(in, NONCE);
            byte[] mine = nonce();
            out.write(ByteBuffer.allocate(Integer.BYTES + 2 * NONCE)
                    .putInt(rank.index())
                    .put(mine)
                    .put(proof("call", theirs, mine, rank.index(), other))
                    .array());
            if (!MessageDigest.isEqual(read(in, NONCE), proof("answer", theirs, mine, rank.index(), other))) {
                throw new IOException("who answers for the worker " + other + " does not know the secret");
            }
            SecretKey outgoing = key(FROM_CALLER, theirs, mine, rank.index(), other);
            SecretKey incoming = key(FROM_CALLED, theirs, mine, rank.index(), other);
            return peer(other, socket, incoming, outgoing);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Believes a caller, or hangs up. */
    private void answer(Socket socket, Map<Integer, MeshPeer> found) throws IOException {
        boolean believed = false;
        try {
            socket.setSoTimeout(LONGEST_ANSWER);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] mine = nonce();
            out.write(mine);
            int caller = in.readInt();
            byte[] theirs = read(in, NONCE);
            byte[] shown = read(in, NONCE);
            boolean awaited = caller > rank.index() && caller < rank.size() && !found.containsKey(caller);
            if (awaited && MessageDigest.isEqual(shown, proof("call", mine, theirs, caller, rank.index()))) {
                out.write(proof("answer", mine, theirs, caller, rank.index()));
                SecretKey outgoing = key(FROM_CALLED, mine, theirs, caller, rank.index());
                SecretKey incoming = key(FROM_CALLER, mine, theirs, caller, rank.index());
                found.put(caller, peer(caller, socket, incoming, outgoing));
                believed = true;
            }
        } catch (IOException e) {
            // Not one of us, or one that is gone already: then it does not come, and the wait for it ends.
        } finally {
            if (!believed) {
                socket.close();
            }
        }
    }

    private MeshPeer peer(int other, Socket socket, SecretKey incoming, SecretKey outgoing) throws IOException {
        return frames == TcpMesh.Frames.OPEN
                ? new MeshPeer(other, socket, socket.getInputStream(), socket.getOutputStream())
                : new MeshPeer(
                        other,
                        socket,
                        new SealedInput(socket.getInputStream(), incoming),
                        new SealedOutput(socket.getOutputStream(), outgoing));
    }

    /** Of one direction of one connection, as its nonces are new. */
    private SecretKey key(String role, byte[] nonceOfCalled, byte[] nonceOfCaller, int caller, int called) {
        return new SecretKeySpec(proof(role, nonceOfCalled, nonceOfCaller, caller, called), "AES");
    }

    private byte[] nonce() {
        byte[] bytes = new byte[NONCE];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] proof(String role, byte[] nonceOfCalled, byte[] nonceOfCaller, int caller, int called) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update(role.getBytes(US_ASCII));
            mac.update((byte) frames.ordinal());
            mac.update(nonceOfCalled);
            mac.update(nonceOfCaller);
            mac.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(caller)
                    .putInt(called)
                    .flip());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    private static byte[] read(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
