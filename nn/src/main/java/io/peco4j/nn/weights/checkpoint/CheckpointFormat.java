package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.Piece;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names under which a project keeps the tensors of its networks.
 *
 * @param id as in {@code --format}
 * @param what which project and networks
 * @param variants by which names it is recognised; the first that fits counts
 * @param place where the network lies among those names
 * @param naming from their names, without prefix, to ours
 * @param exported what an export's names look like; a network with others has no counterpart there
 * @param foreign networks beside the one that is meant, whose tensors are left out
 */
public record CheckpointFormat(
        String id,
        String what,
        List<Variant> variants,
        Place place,
        Naming naming,
        Pattern exported,
        List<Foreign> foreign) {
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    /** Copies the lists. */
    public CheckpointFormat {
        variants = List.copyOf(variants);
        foreign = List.copyOf(foreign);
    }

    /** A format whose names stand alone, and that has some networks only. */
    CheckpointFormat(
            String id, String what, List<Variant> variants, Naming naming, Pattern exported, List<Foreign> foreign) {
        this(id, what, variants, Place.ALONE, naming, exported, foreign);
    }

    /** A format that takes each network that its variants fit. */
    CheckpointFormat(
            String id, String what, List<Variant> variants, Place place, Naming naming, List<Foreign> foreign) {
        this(id, what, variants, place, naming, ANY, foreign);
    }

    /**
     * Where a network lies among the names of a format.
     *
     * @param prefixes the preferred place first; none: the names are its own
     * @param written the prefix under which an export puts it
     */
    public record Place(List<String> prefixes, String written) {
        static final Place ALONE = new Place(List.of(), "");

        /** Copies the list. */
        public Place {
            prefixes = List.copyOf(prefixes);
        }
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
            return required.stream().allMatch(pattern -> names.stream().anyMatch(new NameTest(pattern)))
                    && names.stream().allMatch(new NameTest(all));
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
        return named(id, what, Naming.SAME, variants);
    }

    /** A format whose names are not ours. */
    static CheckpointFormat named(String id, String what, Naming naming, Variant... variants) {
        return new CheckpointFormat(id, what, List.of(variants), Place.ALONE, naming, List.of());
    }

    /** The variant that some names are of. */
    Optional<Variant> recognise(Collection<String> names) {
        return variants.stream().filter(variant -> variant.fits(names)).findFirst();
    }

    /** What the tensors of an export are made of, by their names; of ours. */
    public Map<String, List<Piece>> theirs(Collection<String> names) {
        Map<String, List<Piece>> theirs = new LinkedHashMap<>();
        naming.toTheirs(names).forEach((name, pieces) -> theirs.put(place.written() + name, pieces));
        return theirs;
    }
}
