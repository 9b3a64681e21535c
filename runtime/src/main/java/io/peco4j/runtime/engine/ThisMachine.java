package io.peco4j.runtime.engine;

import io.peco4j.runtime.event.Worker;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this machine is called among others. */
public final class ThisMachine {
    private ThisMachine() {}

    /**
     * A worker of this machine.
     *
     * @param threads of its engine
     */
    public static Worker worker(int threads) {
        return new Worker(host(), Processor.detect().model(), threads);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }
}
