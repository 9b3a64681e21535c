package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.WeightView;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Foreign;
import io.peco4j.nn.weights.text.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    private static final int MOST_PROBLEMS = 10;

    private final Unwrapping unwrapping;
    private final WeightView weights;
    private final List<String> notes;

    private Checkpoint(WeightFile file, Unwrapping unwrapping) {
        this.unwrapping = unwrapping;
        List<String> said = new ArrayList<>();
        this.weights = view(file, unwrapping, said);
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
        Collection<String> names = file.tensors().keySet();
        return new Checkpoint(
                file, Unwrapping.find(names, Formats.all()).orElseGet(() -> Unwrapping.unrecognised(names)));
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
        Unwrapping found = Unwrapping.find(names, List.of(format)).orElseThrow(() -> {
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
        Map<String, String> origins = new LinkedHashMap<>();
        weights.tensors().keySet().forEach(name -> origins.put(target.theirs(name), name));
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
        return new WeightView(weights, origins);
    }

    /** Whether the format has such a network, and an import of the export has the names of ours again. */
    private boolean fits(CheckpointFormat format) {
        if (format.equals(Formats.PECO4J)) {
            return true;
        }
        Map<String, String> exported = new LinkedHashMap<>();
        weights.tensors().keySet().forEach(name -> exported.put(format.theirs(name), name));
        Collection<String> names = exported.keySet();
        return names.size() == weights.tensors().size()
                && Unwrapping.find(names, List.of(format)).isPresent()
                && Unwrapping.find(names, Formats.all())
                        .filter(found -> exported.entrySet().stream()
                                .allMatch(each -> found.ours(each.getKey()).equals(Optional.of(each.getValue()))))
                        .isPresent();
    }

    /** What was left out, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Fits the weights into a network: tables of positions are resized, and parts that only one of both has, such as
     * heads, are left alone. Each adaptation is logged and returned as one line; whatever else does not fit is an error.
     *
     * @param live parameters and buffers by name
     * @return the notes, with one more for each adaptation
     * @throws InvalidInputException PECO-305, PECO-306, PECO-307 for all missing, unexpected and unfitting tensors
     */
    public List<String> loadInto(Map<String, NDArray> live) {
        Fitting fitting = new Fitting(live, weights);
        Adaptations.all().forEach(adaptation -> adaptation.apply(fitting));
        fitting.copy(weights.path().toString());
        notes.forEach(note -> LOG.info("{}: {}", weights.path(), note));
        fitting.notes().forEach(note -> LOG.warn("{}: {}", weights.path(), note));
        List<String> all = new ArrayList<>(notes);
        all.addAll(fitting.notes());
        return List.copyOf(all);
    }

    @Override
    public void close() {
        weights.close();
    }

    private static WeightView view(WeightFile file, Unwrapping unwrapping, List<String> notes) {
        Map<String, Integer> outside = new LinkedHashMap<>();
        Collection<String> names = file.tensors().keySet();
        checkSupported(file, unwrapping);
        Stream.concat(names.stream(), file.unsupported().keySet().stream())
                .filter(name -> !name.startsWith(unwrapping.prefix()))
                .forEach(name -> outside.merge(group(name, unwrapping.prefix()), 1, Integer::sum));
        outside.forEach((group, count) -> notes.add("left out " + Shown.of(group) + ": " + tensors(count)));
        Map<String, String> origins = new LinkedHashMap<>();
        Map<String, Integer> inside = new LinkedHashMap<>();
        Unwrapping.under(unwrapping.prefix(), names).forEach((name, origin) -> {
            String reason = unwrapping.format().foreign().stream()
                    .filter(each -> each.names().matcher(name).matches())
                    .map(Foreign::what)
                    .findFirst()
                    .orElse("");
            if (reason.isEmpty()) {
                String ours = Renaming.toOurs(name, unwrapping.format().renamings());
                String twice = origins.put(ours, origin);
                if (twice != null) {
                    notes.add("took " + Shown.of(origin) + " for " + Shown.of(ours) + ", and not " + Shown.of(twice));
                }
            } else {
                inside.merge(reason, 1, Integer::sum);
            }
        });
        inside.forEach((reason, count) -> notes.add("left out " + reason + ": " + tensors(count)));
        return new WeightView(file, origins);
    }

    private static void checkSupported(WeightFile file, Unwrapping unwrapping) {
        List<Problem> problems = file.unsupported().entrySet().stream()
                .filter(named -> unwrapping.ours(named.getKey()).isPresent())
                .limit(MOST_PROBLEMS)
                .map(named -> new Problem(
                        "PECO-308",
                        "weight " + Shown.of(named.getKey()) + " " + named.getValue() + ", which is not supported",
                        file.path().toString(),
                        "save it in Python as another type, such as float32"))
                .toList();
        if (!problems.isEmpty()) {
            file.close();
            throw new InvalidInputException(problems);
        }
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
