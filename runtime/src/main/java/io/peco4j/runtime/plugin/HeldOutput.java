package io.peco4j.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Holds back what classes of a plugin print on this thread until it is closed: standard output belongs to the command
 * line, which may be writing JSON there. What other threads print, and what the host logs, passes. So does what native
 * code prints, for it does not come this way.
 *
 * <p>Closing puts back the streams that were there before, even if the plugin has set others.
 */
final class HeldOutput implements AutoCloseable {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Enough to recognise it by; a plugin that prints without end must not fill the memory. */
    private static final int MOST = 4096;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Thread thread = Thread.currentThread();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final ClassLoader plugin;

    /** @param plugin loader of the classes whose output is held back */
    HeldOutput(ClassLoader plugin) {
        this.plugin = plugin;
        System.setOut(new PrintStream(new Tap(out), true, UTF_8));
        System.setErr(new PrintStream(new Tap(err), true, UTF_8));
    }

    /** What was printed so far, to both streams, in the order in which it was. */
    String text() {
        return held.toString(UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    /** Whether the first class below those of the platform is the plugin's. */
    private boolean printedByPlugin() {
        return Thread.currentThread() == thread
                && STACK.walk(frames -> frames.map(frame -> frame.getDeclaringClass())
                        .filter(type -> type != HeldOutput.class && type != Tap.class && !ofPlatform(type))
                        .findFirst()
                        .filter(type -> type.getClassLoader() == plugin)
                        .isPresent());
    }

    private static boolean ofPlatform(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Decides about each write. */
    private final class Tap extends OutputStream {
        private final PrintStream original;

        Tap(PrintStream original) {
            this.original = original;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (printedByPlugin()) {
                held.write(bytes, offset, Math.min(length, MOST - held.size()));
            } else {
                original.print(new String(bytes, offset, length, UTF_8));
            }
        }

        @Override
        public void flush() {
            original.flush();
        }
    }
}
