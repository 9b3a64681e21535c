package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A network whose tensors lie in several files, its shards, and whose index says in which.
 *
 * <p>All shards are open as long as it is.
 */
public final class ShardedFile extends WeightFile {
    private static final Pattern NAME = Pattern.compile("[^/\\\\:\\p{Cntrl}]+");

    /** What a message names of many. */
    private static final int NAMED = 5;

    /** More would be more than a process may have open. */
    private static final int MOST_SHARDS = 1000;

    private final Path path;
    private final List<WeightFile> shards;
    private final Map<String, WeightFile> places = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();

    private ShardedFile(Path path, ShardIndex index, Map<String, WeightFile> opened) {
        this.path = path;
        this.shards = List.copyOf(opened.values());
        List<String> absent = new ArrayList<>();
        index.shards().forEach((name, file) -> {
            if (!take(name, Objects.requireNonNull(opened.get(file), file))) {
                absent.add(name + " in " + file);
            }
        });
        if (!absent.isEmpty()) {
            throw incomplete(path, "names " + absent.size() + " tensors that are not in its shards: " + some(absent));
        }
    }

    /**
     * The files that the network in an index lies in, in no particular order; none if the file is no index. They may be
     * missing.
     *
     * @param file that exists
     */
    public static Set<Path> shards(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(WeightFolder.INDEX)) {
            return Set.of();
        }
        return WeightChannel.open(file, channel -> {
            try (channel) {
                Set<Path> shards = new LinkedHashSet<>();
                ShardIndex.read(channel)
                        .ifPresent(index -> index.shards().values().stream()
                                .filter(name -> NAME.matcher(name).matches())
                                .forEach(name -> shards.add(file.resolveSibling(name))));
                return shards;
            }
        });
    }

    /**
     * Opens an index and all of its shards, which lie beside it.
     *
     * @throws InvalidInputException PECO-315 if shards are missing, or hold other tensors than the index says, and as
     *     {@link WeightFile#open} for each shard
     */
    public static ShardedFile open(Path path) {
        ShardIndex index = WeightChannel.open(path, channel -> {
            try (channel) {
                return ShardIndex.read(channel).orElseThrow(() -> new IOException("it is no index of shards"));
            }
        });
        Set<String> files = new LinkedHashSet<>(index.shards().values());
        List<String> missing = files.stream()
                .filter(file -> !NAME.matcher(file).matches() || !Files.isRegularFile(path.resolveSibling(file)))
                .toList();
        if (!missing.isEmpty()) {
            throw incomplete(
                    path,
                    missing.size() + " of its " + files.size() + " shards " + (missing.size() == 1 ? "is" : "are")
                            + " not beside it: " + some(missing));
        }
        if (files.size() > MOST_SHARDS) {
            throw incomplete(path, "names " + files.size() + " shards; at most " + MOST_SHARDS + " are opened");
        }
        Map<String, WeightFile> opened = new LinkedHashMap<>();
        try {
            for (String file : files) {
                opened.put(file, openShard(path.resolveSibling(file)));
            }
            return new ShardedFile(path, index, opened);
        } catch (RuntimeException e) {
            opened.values().forEach(WeightFile::close);
            throw e;
        }
    }

    /**
     * Opens files that make one network without an index.
     *
     * @param folder stands for them in messages
     * @param files at least one; of a tensor that several have, the first counts
     * @throws InvalidInputException as {@link WeightFile#open} for each
     */
    static ShardedFile of(Path folder, List<Path> files) {
        Map<String, WeightFile> opened = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        try {
            for (Path file : files) {
                WeightFile shard = openShard(file);
                opened.put(file.toString(), shard);
                shard.names().forEach(name -> places.putIfAbsent(name, file.toString()));
            }
            return new ShardedFile(folder, new ShardIndex(places), opened);
        } catch (RuntimeException e) {
            opened.values().forEach(WeightFile::close);
            throw e;
        }
    }

    /** An index is no shard: it could name itself. */
    private static WeightFile openShard(Path shard) {
        if (FileKind.of(shard) == FileKind.SHARDS) {
            throw new NotAWeightFile("an index of shards where a shard should be", "the shard itself").refusal(shard);
        }
        return WeightFile.open(shard);
    }

    private boolean take(String name, WeightFile shard) {
        TensorInfo info = shard.tensors().get(name);
        String reason = shard.unsupported().get(name);
        if (info != null) {
            places.put(name, shard);
            tensors.put(name, info);
        } else if (reason != null) {
            unsupported.put(name, reason);
        }
        return info != null || reason != null;
    }

    private static InvalidInputException incomplete(Path path, String what) {
        return new InvalidInputException(new Problem(
                "PECO-315",
                "a weight file in shards that is not complete: " + what,
                path.toString(),
                "download or copy the whole folder again"));
    }

    private static String some(Collection<String> names) {
        String some =
                String.join(", ", names.stream().limit(NAMED).map(Shown::of).toList());
        return names.size() > NAMED ? some + " and " + (names.size() - NAMED) + " more" : some;
    }

    @Override
    public String kind() {
        return shards.get(0).kind() + ", in " + shards.size() + (shards.size() == 1 ? " shard" : " shards");
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> unsupported() {
        return Collections.unmodifiableMap(unsupported);
    }

    /** What the first shard says; all say the same. */
    @Override
    public Map<String, String> metadata() {
        return shards.get(0).metadata();
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        return Objects.requireNonNull(places.get(name), name).bytes(name);
    }

    @Override
    public void close() {
        shards.forEach(WeightFile::close);
    }
}
