package io.peco4j.nn.weights.checkpoint;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names under which a project keeps the tensors of its networks.
 *
 * @param id as in {@code --format}
 * @param what which project and networks
 * @param variants by which names it is recognised; the first that fits counts
 * @param prefixes where the network lies among those names, the preferred place first; none: they are its own
 * @param written the prefix under which an export puts the network
 * @param renamings from their names, without prefix, to ours
 * @param foreign networks beside the one that is meant, whose tensors are left out
 */
public record CheckpointFormat(
        String id,
        String what,
        List<Variant> variants,
        List<String> prefixes,
        String written,
        List<Renaming> renamings,
        List<Foreign> foreign) {

    /** Copies the lists. */
    public CheckpointFormat {
        variants = List.copyOf(variants);
        prefixes = List.copyOf(prefixes);
        renamings = List.copyOf(renamings);
        foreign = List.copyOf(foreign);
    }

    /**
     * Names that occur in a file of the format.
     *
     * @param what such a file holds
     * @param required for each there is a name that matches it
     * @param all every name matches it
     */
    public record Variant(String what, List<Pattern> required, Pattern all) {
        /** Copies the list. */
        public Variant {
            required = List.copyOf(required);
        }

        static Variant of(String what, String... required) {
            return only(what, ".*", required);
        }

        /** A variant in whose files every name matches a pattern. */
        static Variant only(String what, String all, String... required) {
            return new Variant(
                    what,
                    List.of(required).stream().map(Pattern::compile).toList(),
                    Pattern.compile(all, Pattern.DOTALL));
        }

        private boolean fits(Collection<String> names) {
            return required.stream()
                            .allMatch(pattern -> names.stream()
                                    .anyMatch(name -> pattern.matcher(name).matches()))
                    && names.stream().allMatch(name -> all.matcher(name).matches());
        }
    }

    /** Tensors of another network in the same file. */
    record Foreign(String what, Pattern names) {
        static Foreign of(String what, String names) {
            return new Foreign(what, Pattern.compile(names));
        }
    }

    /** A format without peculiarities. */
    static CheckpointFormat plain(String id, String what, Variant... variants) {
        return new CheckpointFormat(id, what, List.of(variants), List.of(), "", List.of(), List.of());
    }

    /** The variant that some names are of. */
    Optional<Variant> recognise(Collection<String> names) {
        return variants.stream().filter(variant -> variant.fits(names)).findFirst();
    }

    /** The name of a tensor of ours in an export. */
    public String theirs(String name) {
        return written + Renaming.toTheirs(name, renamings);
    }
}
