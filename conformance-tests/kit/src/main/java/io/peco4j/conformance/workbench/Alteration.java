package io.peco4j.conformance.workbench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.options.ReadsBeside;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.options.OptionSchema;
import io.peco4j.dsl.options.OptionSpec;
import io.peco4j.dsl.options.OptionsBinder;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data set whose files are elsewhere, or are not quite the same.
 *
 * @param component stays as it is, and so do its files
 * @param options the record that its options are read into
 * @param <T> the extension point
 */
public record Alteration<T>(Component<T> component, Class<? extends Record> options) {
    private static final String SEED = "seed";

    /**
     * The data with one thing changed: for each kind of file below what the options of type {@code Path} name, a byte
     * of one such file; without such options, the seed.
     *
     * @param folder an empty one, for copies
     * @return empty if the options name neither files nor a seed
     */
    public List<Component<T>> changed(Path folder) {
        if (paths().isEmpty()) {
            return hasSeed() ? List.of(with(otherSeed())) : List.of();
        }
        List<Component<T>> changed = new ArrayList<>();
        for (String kind : copy(folder.resolve("whole")).kinds()) {
            FolderCopy copy = copy(folder.resolve("changed-" + changed.size()));
            copy.alter(kind);
            changed.add(with(copy.in(component.options())));
        }
        return changed;
    }

    /**
     * The same data in another place.
     *
     * @param folder an empty one, for a copy
     * @return empty if the options name no files
     */
    public Optional<Component<T>> moved(Path folder) {
        return paths().isEmpty()
                ? Optional.empty()
                : Optional.of(with(copy(folder.resolve("moved")).in(component.options())));
    }

    /**
     * The data with one example in the folder of another class.
     *
     * @param folder an empty one, for a copy
     * @param place of the file or folder of the example, below a folder that the options name
     * @param from the folder of its class, a part of its place
     * @param to the folder of the other class, beside that one
     * @return empty if there is no such file
     */
    public Optional<Component<T>> reclassed(Path folder, String place, String from, String to) {
        FolderCopy copy = copy(folder.resolve("reclassed"));
        String other = ("/" + place).replace("/" + from + "/", "/" + to + "/").substring(1);
        for (Path root : copy.roots().values()) {
            Path source = root.resolve(place);
            Path parent = root.resolve(other).getParent();
            if (Files.exists(source) && parent != null && Files.isDirectory(parent)) {
                try {
                    Files.move(source, parent.resolve("moved-" + source.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return Optional.of(with(copy.in(component.options())));
            }
        }
        return Optional.empty();
    }

    private FolderCopy copy(Path folder) {
        return FolderCopy.of(component.options(), paths(), beside(), folder);
    }

    /** What it reads beside the files that options name. */
    private List<Path> beside() {
        Validation<Seq<Problem>, ? extends Record> bound = OptionsBinder.bind(
                options,
                component.options(),
                ConfigFactory.empty(),
                component.id().name());
        return bound.isValid() && bound.get() instanceof ReadsBeside reads ? reads.readsBeside() : List.of();
    }

    private Component<T> with(Config altered) {
        return new Component<>(component.type(), component.id(), altered);
    }

    private List<String> paths() {
        return OptionSchema.of(options).options().stream()
                .filter(option -> option.type().equals("path"))
                .map(OptionSpec::key)
                .filter(key -> component.options().hasPath(key))
                .toList();
    }

    private boolean hasSeed() {
        return OptionSchema.of(options).options().stream()
                .anyMatch(option -> option.key().equals(SEED));
    }

    private Config otherSeed() {
        long seed = component.options().hasPath(SEED) ? component.options().getLong(SEED) : 0;
        return component.options().withValue(SEED, ConfigValueFactory.fromAnyRef(seed + 4711));
    }
}
