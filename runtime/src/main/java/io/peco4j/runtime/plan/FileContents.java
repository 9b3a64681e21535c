package io.peco4j.runtime.plan;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.options.ReadsBeside;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.weights.ShardedFile;
import io.peco4j.runtime.content.FolderContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is in the files and folders that options name, such as weights: another content makes another stage, whatever
 * the file is called and wherever it lies. Each is looked at once for a plan.
 */
final class FileContents implements FileForm {
    private final ContentDigests digests;
    private final Map<Path, Optional<String>> known = new HashMap<>();
    private final Map<Record, List<String>> beside = new HashMap<>();

    FileContents(ContentDigests digests) {
        this.digests = digests;
    }

    /** The digest of a file or folder; the path itself if there is none, which is told by who needs it. */
    @Override
    public String named(Path path) {
        return digest(path).orElseGet(path::toString);
    }

    @Override
    public List<String> beside(Record options) {
        return options instanceof ReadsBeside reader
                ? beside.computeIfAbsent(options, any -> digests(reader.readsBeside()))
                : List.of();
    }

    /** The digests of all that a component and what it nests name, by path. */
    Map<String, String> of(Resolved component) {
        Map<String, String> found = new TreeMap<>();
        component
                .tree()
                .flatMap(part -> OptionsBinder.paths(part.options()).stream())
                .forEach(path -> digest(path).ifPresent(digest -> found.put(path.toString(), digest)));
        return found;
    }

    private Optional<String> digest(Path path) {
        return known.computeIfAbsent(path, any -> Files.exists(any) ? Optional.of(read(any)) : Optional.empty());
    }

    /** An index of a network in several files stands for these, too. */
    private String read(Path path) {
        String own = FolderContents.ofAny(path, digests);
        List<Path> shards = Files.isRegularFile(path)
                ? ShardedFile.shards(path).stream().sorted().toList()
                : List.of();
        return shards.isEmpty() ? own : own + " " + String.join(" ", digests.of(shards));
    }

    private List<String> digests(List<Path> paths) {
        return paths.stream().anyMatch(Files::isDirectory)
                ? paths.stream()
                        .map(path -> digest(path).orElse(ContentDigests.UNREADABLE))
                        .toList()
                : digests.of(paths);
    }
}
