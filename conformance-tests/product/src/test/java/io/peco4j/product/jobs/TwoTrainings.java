package io.peco4j.product.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A study of four stages, of which two train beside each other, and its processes. */
final class TwoTrainings {
    private static final Pattern HOLDER = Pattern.compile("process (\\d+)\\s*");

    private TwoTrainings() {}

    static String study(int epochs) {
        return """
                study = two
                data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
                encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
                pretraining {
                  first { component = mae, decoder { width = 16, depth = 1, heads = 2 }, batch = 8, epochs = @, warmup-epochs = 0 }
                  second { component = mae, decoder { width = 16, depth = 2, heads = 2 }, batch = 8, epochs = @, warmup-epochs = 0 }
                }
                task { knn { neighbours = [1] } }
                seeds = [0]
                """.replace("@", Integer.toString(epochs));
    }

    /** The process that works on a stage; empty if there is none. */
    static Optional<ProcessHandle> workerOf(Path store, String key) {
        try {
            Matcher holder = HOLDER.matcher(Files.readString(store.resolve(key + ".lock")));
            return holder.matches()
                    ? ProcessHandle.of(Long.parseLong(holder.group(1))).filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
