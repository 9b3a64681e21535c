package io.peco4j.runtime.cli;

import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.OneWorker;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.Rendezvous;
import io.peco4j.runtime.worker.TcpMesh;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/** How workers that are processes of this machine come together: the first one deals a secret, then all connect. */
final class Meeting {
    private static final int SECRET_BYTES = 32;

    /** Until the first step is over; its first pass compiles kernels, and one worker may be slower to start. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Meeting() {}

    /**
     * Meets the others; alone, nobody.
     *
     * @param rendezvous that nobody else listens to
     */
    static Collective of(Rank rank, Rendezvous rendezvous) {
        if (rank.size() == 1) {
            return new OneWorker();
        }
        byte[] mine = new byte[rank.first() ? SECRET_BYTES : 0];
        new SecureRandom().nextBytes(mine);
        byte[] secret = HexFormat.of()
                .parseHex(rendezvous.gather(HexFormat.of().formatHex(mine)).get(0));
        return TcpMesh.connect(
                rank, InetAddress.getLoopbackAddress(), secret, TcpMesh.Frames.OPEN, PATIENCE, rendezvous);
    }
}
