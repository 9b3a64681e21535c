package io.peco4j.nn;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The kernels of this process, by their text: each is compiled once, however many layers and components ask for it. A
 * kernel is a pure function, so that nobody can tell a shared one from one's own. Safe for several threads.
 *
 * <p>Softly held: what no layer uses goes when memory is short.
 */
final class SharedKernels {
    static final SharedKernels OF_PROCESS = new SharedKernels();

    private final Map<String, Entry> byText = new HashMap<>();
    private final ReferenceQueue<Kernel> collected = new ReferenceQueue<>();

    /** The kernel of a text; {@code compiler} is called where there is none, and what it throws is thrown. */
    synchronized Kernel get(String text, Supplier<Kernel> compiler) {
        removeCollected();
        Entry entry = byText.get(text);
        Kernel known = entry == null ? null : entry.get();
        if (known != null) {
            return known;
        }
        Kernel made = compiler.get();
        byText.put(text, new Entry(text, made, collected));
        return made;
    }

    private void removeCollected() {
        for (@Nullable Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            Entry entry = (Entry) gone;
            byText.remove(entry.text, entry);
        }
    }

    private static final class Entry extends SoftReference<Kernel> {
        private final String text;

        Entry(String text, Kernel kernel, ReferenceQueue<Kernel> collected) {
            super(kernel, collected);
            this.text = text;
        }
    }
}
