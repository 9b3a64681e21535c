package io.peco4j.runtime.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Threads for stages that run at once, one for each. Where there is never more than one stage, it has none of its own:
 * the engine keeps settings for each thread, and they are right on the thread that started it. Used by one thread.
 */
final class Workers implements AutoCloseable {
    private final boolean several;
    private final List<Thread> threads = new ArrayList<>();

    /** @param slots how many stages run at once */
    Workers(int slots) {
        this.several = slots > 1;
    }

    /** Whether {@link #execute} returns when all is done. */
    boolean onCallersThread() {
        return !several;
    }

    /** @param name of the thread, for whoever looks at a dump */
    void execute(String name, Runnable task) {
        if (several) {
            threads.removeIf(each -> !each.isAlive());
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        } else {
            task.run();
        }
    }

    /** Interrupts all that work; they need not end at once. */
    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    @Override
    public void close() {
        interrupt();
    }
}
