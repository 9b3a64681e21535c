package io.peco4j.conformance.workbench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.dsl.options.OptionSchema;
import io.peco4j.dsl.options.OptionSpec;
import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A component whose data are the same but for one byte, or for the seed that they are generated from. */
public final class Alteration {
    private static final String SEED = "seed";

    private Alteration() {}

    /**
     * Alters what the options name.
     *
     * @param component stays as it is, and so do its files
     * @param options the record that its options are read into
     * @param folder for a copy of the files
     * @return empty if the options name neither files nor a seed
     */
    public static <T> Optional<Component<T>> of(Component<T> component, Class<? extends Record> options, Path folder) {
        List<OptionSpec> all = OptionSchema.of(options).options();
        Optional<Config> files = all.stream()
                .filter(option -> option.type().equals("path"))
                .map(OptionSpec::key)
                .filter(key -> component.options().hasPath(key))
                .findFirst()
                .map(key -> withCopy(component.options(), key, folder));
        return files.or(() -> all.stream()
                        .filter(option -> option.key().equals(SEED))
                        .findFirst()
                        .map(option -> withOtherSeed(component.options())))
                .map(altered -> new Component<>(component.type(), component.id(), altered));
    }

    private static Config withOtherSeed(Config options) {
        long seed = options.hasPath(SEED) ? options.getLong(SEED) : 0;
        return options.withValue(SEED, ConfigValueFactory.fromAnyRef(seed + 4711));
    }

    private static Config withCopy(Config options, String key, Path folder) {
        Path from = Path.of(options.getString(key));
        Path to = folder.resolve(from.getFileName());
        try {
            copy(from, to);
            alter(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return options.withValue(key, ConfigValueFactory.fromAnyRef(to.toString()));
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path each : FileTree.files(from)) {
            Path target = to.resolve(from.relativize(each)).normalize();
            Files.createDirectories(target.getParent());
            Files.copy(each, target);
        }
    }

    /** The byte in the middle of the file whose path is the last. */
    private static void alter(Path root) throws IOException {
        Path last = FileTree.files(root).stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .max(Comparator.naturalOrder())
                .orElseThrow(() -> new IllegalArgumentException("no file in " + root));
        byte[] bytes = Files.readAllBytes(last);
        bytes[bytes.length / 2] ^= 1;
        Files.write(last, bytes);
    }
}
