package io.peco4j.conformance.pictures;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conformance.conf} may name without having it: {@code ${pictures}} and the like, which become paths of
 * files that are written when they are first asked for. Used on one thread.
 */
public final class DataPlaceholders implements ConfigResolver {
    private static final int COUNT = 6;
    private static final int FRAMES = 3;
    private static final Map<String, FolderWriter> LAYOUTS = Map.of(
            "pictures", ClassFolders::write,
            "csv", LabelledList::write,
            "maps", DataPlaceholders::maps,
            "boxes", DataPlaceholders::boxes,
            "clips", DataPlaceholders::clips,
            "videos", DataPlaceholders::videos);

    private final Path scratch;
    private final Map<String, String> given;
    private final Map<String, ConfigValue> written = new HashMap<>();

    /** @param scratch an existing folder, in which each placeholder gets a folder of its own; the caller deletes it */
    public DataPlaceholders(Path scratch) {
        this(scratch, Map.of());
    }

    /**
     * The same, and further names.
     *
     * @param given values by name, for paths that the kit does not write
     */
    public DataPlaceholders(Path scratch, Map<String, String> given) {
        this.scratch = scratch;
        this.given = Map.copyOf(given);
    }

    private static Path maps(Path folder) throws IOException {
        MapFolder.write(folder, MapFolder.Form.GREY, COUNT);
        return folder;
    }

    private static Path boxes(Path folder) throws IOException {
        CocoFolder.write(folder, COUNT);
        return folder;
    }

    private static Path clips(Path folder) throws IOException {
        FrameFolder.write(folder, COUNT, FRAMES);
        return folder;
    }

    private static Path videos(Path folder) throws IOException {
        VideoFolder.write(folder, COUNT, FRAMES);
        return folder;
    }

    /** What the kit writes, by name. */
    public static Set<String> names() {
        return new TreeSet<>(LAYOUTS.keySet());
    }

    /** All layouts, by name. */
    static Map<String, FolderWriter> layouts() {
        return new TreeMap<>(LAYOUTS);
    }

    /** The value of a placeholder; null if there is no such name. */
    @Override
    public @Nullable ConfigValue lookup(String name) {
        String value = given.get(name);
        if (value != null) {
            return ConfigValueFactory.fromAnyRef(value);
        }
        FolderWriter layout = LAYOUTS.get(name);
        return layout == null ? null : written.computeIfAbsent(name, key -> path(layout, scratch.resolve(key)));
    }

    private static ConfigValue path(FolderWriter layout, Path folder) {
        try {
            return ConfigValueFactory.fromAnyRef(
                    layout.write(Files.createDirectories(folder)).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
        return new ConfigResolver() {
            @Override
            public @Nullable ConfigValue lookup(String name) {
                ConfigValue own = DataPlaceholders.this.lookup(name);
                return own == null ? fallback.lookup(name) : own;
            }

            @Override
            public ConfigResolver withFallback(ConfigResolver other) {
                return DataPlaceholders.this.withFallback(fallback.withFallback(other));
            }
        };
    }
}
