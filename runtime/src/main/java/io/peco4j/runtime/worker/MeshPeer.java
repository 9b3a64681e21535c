package io.peco4j.runtime.worker;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;

/** The connection to another worker: floats in little endian, and byte arrays after their lengths. */
final class MeshPeer implements AutoCloseable {
    private final int rank;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** One for each direction, as they are used at the same time. */
    private ByteBuffer outgoing = ByteBuffer.allocate(0);

    private ByteBuffer incoming = ByteBuffer.allocate(0);

    /**
     * A connection.
     *
     * @param socket connected, and known to be the worker's of that rank
     * @param in what comes over it
     * @param out what goes over it
     */
    MeshPeer(int rank, Socket socket, InputStream in, OutputStream out) throws IOException {
        this.rank = rank;
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = out;
        socket.setTcpNoDelay(true);
    }

    int rank() {
        return rank;
    }

    void patience(Duration patience) {
        try {
            socket.setSoTimeout(Math.toIntExact(Math.min(patience.toMillis(), Integer.MAX_VALUE)));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    void send(Floats floats, long from, int count) throws IOException {
        outgoing = roomFor(count, outgoing);
        floats.read(from, outgoing.asFloatBuffer().limit(count));
        out.write(outgoing.array(), 0, Float.BYTES * count);
    }

    /** Fills what remains of a buffer. */
    void receive(FloatBuffer floats) {
        int count = floats.remaining();
        incoming = roomFor(count, incoming);
        try {
            in.readFully(incoming.array(), 0, Float.BYTES * count);
        } catch (IOException e) {
            throw lost(e);
        }
        floats.put(incoming.asFloatBuffer().limit(count));
    }

    void send(byte[] bytes) throws IOException {
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.write(bytes);
    }

    byte[] receive() {
        try {
            int length = in.readInt();
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static ByteBuffer roomFor(int floats, ByteBuffer buffer) {
        return buffer.capacity() >= Float.BYTES * floats
                ? buffer
                : ByteBuffer.allocate(Float.BYTES * floats).order(ByteOrder.LITTLE_ENDIAN);
    }

    private WorkerLostException lost(IOException e) {
        String how = e instanceof SocketTimeoutException ? "says nothing any more" : "is gone";
        return new WorkerLostException("the worker " + rank + " " + how + ": " + e, e);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw lost(e);
        }
    }
}
