package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.Piece;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.WeightView;
import io.peco4j.nn.weights.text.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open weight file as a network of a known format, under our names.
 *
 * <p>Dictionaries around the network and optimiser state are left out; each such group is one
 * note. Closing it closes the file.
 */
public final class Checkpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private final Unwrapping unwrapping;
    private final WeightView weights;
    private final List<String> notes;
    private final List<String> concerns;

    private Checkpoint(WeightFile file, Unwrapping unwrapping) {
        this.unwrapping = unwrapping;
        List<String> said = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        this.weights = view(file, unwrapping, said, unread);
        this.concerns = List.copyOf(unread);
        said.addAll(unread);
        this.notes = List.copyOf(said);
    }

    /**
     * Opens a file and recognises its format by its names; unknown names stay as they are.
     *
     * @throws InvalidInputException as {@link WeightFile#openNetwork}
     */
    public static Checkpoint open(Path path) {
        return of(WeightFile.openNetwork(path));
    }

    /**
     * Takes an open file, or a part of one, and recognises its format by its names; unknown names stay as they are.
     *
     * @param file closed along with the result
     */
    public static Checkpoint of(WeightFile file) {
        return new Checkpoint(
                file,
                find(file, Formats.all())
                        .orElseGet(() -> Unwrapping.unrecognised(file.tensors().keySet())));
    }

    /**
     * Opens a file of a given format.
     *
     * @throws InvalidInputException as {@link WeightFile#openNetwork}, and PECO-311 if the file is not of that format
     */
    public static Checkpoint open(Path path, CheckpointFormat format) {
        WeightFile file = WeightFile.openNetwork(path);
        Collection<String> names = file.tensors().keySet();
        if (format.equals(Formats.PECO4J)) {
            return new Checkpoint(file, Unwrapping.unrecognised(names));
        }
        Unwrapping found = find(file, List.of(format)).orElseThrow(() -> {
            file.close();
            String some = names.stream().limit(3).map(Shown::of).toList().toString();
            return new InvalidInputException(new Problem(
                    "PECO-311",
                    "the file is not of the format " + format.id() + ": its tensors are called " + some,
                    path.toString(),
                    "leave --format out to have it recognised"));
        });
        return new Checkpoint(file, found);
    }

    /** By the tensors that can be read; if that does not help, also by the others. */
    private static Optional<Unwrapping> find(WeightFile file, List<CheckpointFormat> formats) {
        return Unwrapping.find(file.tensors().keySet(), formats)
                .or(() -> Unwrapping.find(file.names().toList(), formats));
    }

    /** Under whose names the file has its tensors. */
    public CheckpointFormat format() {
        return unwrapping.format();
    }

    /** Which network of the format it is. */
    public String variant() {
        return unwrapping.variant();
    }

    /** What stands before the network's names in the file, such as {@code state_dict.module.}; often nothing. */
    public String prefix() {
        return unwrapping.prefix();
    }

    /** The network's tensors under our names. */
    public WeightView weights() {
        return weights;
    }

    /**
     * The tensors under the names of a format, as an export has them.
     *
     * @throws InvalidInputException PECO-312 if the network is none of that format's
     */
    public WeightView as(CheckpointFormat target) {
        if (!fits(target)) {
            throw new InvalidInputException(new Problem(
                    "PECO-312",
                    "the network is none of the format " + target.id() + " (" + target.what() + ")",
                    weights.path().toString(),
                    "a format for it: "
                            + String.join(
                                    ", ",
                                    Formats.all().stream()
                                            .filter(this::fits)
                                            .map(CheckpointFormat::id)
                                            .toList())));
        }
        return WeightView.of(weights, target.theirs(weights.tensors().keySet()));
    }

    /** Whether the format has such a network, and an import of the export has the names of ours again. */
    private boolean fits(CheckpointFormat format) {
        if (format.equals(Formats.PECO4J)) {
            return true;
        }
        Collection<String> ours = weights.tensors().keySet();
        Map<String, List<Piece>> exported = format.theirs(ours);
        Collection<String> names = exported.keySet();
        return names.stream().allMatch(new NameTest(format.exported()))
                && Unwrapping.find(names, List.of(format)).isPresent()
                && Unwrapping.find(names, Formats.all())
                        .map(found -> found.ours(names, new ArrayList<>()))
                        .filter(imported -> imported.keySet().equals(Set.copyOf(ours))
                                && imported.entrySet().stream().allMatch(each -> comesFrom(each, exported)))
                        .isPresent();
    }

    /** Whether a tensor of an import is made of those that the same one was exported as. */
    private static boolean comesFrom(Map.Entry<String, List<Piece>> imported, Map<String, List<Piece>> exported) {
        return imported.getValue().stream()
                .flatMap(piece -> exported.getOrDefault(piece.origin(), List.of()).stream())
                .allMatch(piece -> piece.origin().equals(imported.getKey()));
    }

    /** What was left out, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Fits the weights into a network: tables of positions are resized, and parts that only one of both has, such as
     * heads, are left alone. Each adaptation is logged and returned as one line; whatever else does not fit is an
     * error.
     *
     * @param live parameters and buffers by name
     * @return the notes, with one more for each adaptation
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for all missing, unexpected and unfitting tensors,
     *     PECO-316 for those that are there and cannot be read
     */
    public List<String> loadInto(Map<String, NDArray> live) {
        Fitting fitting = new Fitting(live, weights);
        Adaptations.all().forEach(adaptation -> adaptation.apply(fitting));
        fitting.copy(weights.path().toString(), unwrapping.described(), wantedAs(live.keySet()));
        notes.stream()
                .filter(note -> !concerns.contains(note))
                .forEach(note -> LOG.info("{}: {}", weights.path(), note));
        concerns.forEach(note -> LOG.warn("{}: {}", weights.path(), note));
        fitting.notes().forEach(note -> LOG.warn("{}: {}", weights.path(), note));
        List<String> all = new ArrayList<>(notes);
        all.addAll(fitting.notes());
        return List.copyOf(all);
    }

    private static String wantedAs(Collection<String> names) {
        return Unwrapping.find(names, Formats.all()).map(Unwrapping::described).orElse("");
    }

    @Override
    public void close() {
        weights.close();
    }

    /**
     * The network under our names.
     *
     * @param notes gets a sentence for whatever is left out on purpose
     * @param concerns gets one for whatever cannot be read or is not there
     */
    private static WeightView view(WeightFile file, Unwrapping unwrapping, List<String> notes, List<String> concerns) {
        Collection<String> names = file.names().toList();
        Map<String, Integer> outside = new LinkedHashMap<>();
        file.tensors().keySet().stream()
                .filter(name -> !name.startsWith(unwrapping.prefix()))
                .forEach(name -> outside.merge(group(name, unwrapping.prefix()), 1, Integer::sum));
        outside.forEach((group, count) -> notes.add("left out " + Shown.of(group) + ": " + tensors(count)));
        Map<String, String> unread = new LinkedHashMap<>(file.unsupported());
        unread.keySet()
                .removeIf(name ->
                        name.startsWith(unwrapping.prefix()) || outside.containsKey(group(name, unwrapping.prefix())));
        WeightView view = WeightView.of(file, unwrapping.ours(names, notes));
        unread.putAll(view.unsupported());
        concerns.addAll(SetAside.notes(unread));
        Shard.of(file.path()).ifPresent(concerns::add);
        return view;
    }

    /** The outermost part of a name that is not on the way to the network. */
    private static String group(String name, String prefix) {
        int common = 0;
        for (int dot = prefix.indexOf('.'); dot >= 0; dot = prefix.indexOf('.', dot + 1)) {
            common = name.startsWith(prefix.substring(0, dot + 1)) ? dot + 1 : common;
        }
        int end = name.indexOf('.', common);
        return end < 0 ? name : name.substring(0, end);
    }

    static String tensors(int count) {
        return count + (count == 1 ? " tensor" : " tensors");
    }
}
