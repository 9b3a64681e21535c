package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What does not fit between a file and a network; the same of every block is said once. */
final class Mismatches {
    /** Shapes that a message names. */
    private static final int SHAPES = 3;

    /** A few differences are listed even where no name is the same. */
    private static final int LISTED = 4;

    /** A file in which not even one weight of so many has a tensor of its shape is another network's. */
    private static final int CERTAIN = 2;

    private enum Kind {
        MISSING("PECO-305"),
        UNEXPECTED("PECO-306"),
        UNFITTING("PECO-307"),
        UNREADABLE("PECO-316");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    private record Group(Kind kind, String pattern) {}

    /** A name, how the file has it and how the network has it, and a hint; empty for nothing. */
    private record Member(String name, String found, String expected, String hint) {}

    private final WeightOrigin source;
    private final Map<String, Integer> shared = new HashMap<>();
    private final Map<Group, List<Member>> groups = new LinkedHashMap<>();
    private int wanted;

    /** @param source what messages say of it */
    Mismatches(WeightOrigin source) {
        this.source = source;
    }

    /** A weight that is not there, or cannot be read. */
    void missing(String name, String expected) {
        wanted++;
        String reason = source.unsupported().get(name);
        add(
                reason == null ? Kind.MISSING : Kind.UNREADABLE,
                new Member(name, reason == null ? "" : reason, expected, ""));
    }

    void unexpected(String name, String found) {
        add(Kind.UNEXPECTED, new Member(name, found, "", ""));
    }

    void unfitting(String name, PendingTensor found, NDArray expected) {
        add(
                Kind.UNFITTING,
                new Member(
                        name,
                        found.toString(),
                        form(expected),
                        OptionHint.unfitting(name, found.shape(), expected.getShape())));
    }

    /** Notes a name that both have. */
    void shared(String name) {
        wanted++;
        shared.merge(pattern(name), 1, Integer::sum);
    }

    static String form(NDArray tensor) {
        return tensor.getDataType() + " " + tensor.getShape();
    }

    /** All of them, or two if the file has nothing of the network; empty if everything fits. */
    List<Problem> problems() {
        List<Member> missing = members(Kind.MISSING);
        List<Member> unexpected = members(Kind.UNEXPECTED);
        if (shared.isEmpty() && groups.size() > LISTED && !missing.isEmpty() && !unexpected.isEmpty()) {
            return List.of(
                    new Problem(
                            Kind.MISSING.code,
                            nothing(missing, unexpected),
                            source.where(),
                            "the network has weights such as " + names(missing)
                                    + (source.wantedAs().isEmpty()
                                            ? ""
                                            : ", as files of the format " + source.wantedAs() + " have them")),
                    new Problem(
                            Kind.UNEXPECTED.code,
                            "its weights are none of the network's: " + unexpected.size() + ", such as "
                                    + names(unexpected),
                            source.where(),
                            "another file, or the component and the options that it was written for"));
        }
        List<Problem> problems = new ArrayList<>();
        groups.forEach((group, members) -> problems.add(problem(group, members)));
        return problems;
    }

    /**
     * What a file is that has no name of the network's: another network's, or this one under names that are not known.
     */
    private String nothing(List<Member> missing, List<Member> unexpected) {
        String none = "none of the " + missing.size() + " weights is in it";
        if (!source.readAs().isEmpty()) {
            return "it is a file of another network, " + source.readAs() + ": " + none;
        }
        int alike = alike(missing, unexpected);
        if (CERTAIN * alike < missing.size()) {
            return "it is a file of another network: " + none;
        }
        return "its names are not known: " + none + " under its name, but " + alike
                + " have a tensor of their shape, so"
                + " that it may be this network as another project calls its parts";
    }

    /** How many missing weights find one of their shape among the unexpected. */
    private static int alike(List<Member> missing, List<Member> unexpected) {
        Map<String, Integer> forms = new HashMap<>();
        unexpected.forEach(member -> forms.merge(member.found(), 1, Integer::sum));
        return (int) missing.stream()
                .filter(member -> forms.merge(member.expected(), -1, Integer::sum) >= 0)
                .count();
    }

    private List<Member> members(Kind kind) {
        return groups.entrySet().stream()
                .filter(group -> group.getKey().kind() == kind)
                .flatMap(group -> group.getValue().stream())
                .toList();
    }

    private static String names(List<Member> members) {
        return members.stream()
                .limit(SHAPES)
                .map(member -> Shown.of(member.name()))
                .collect(Collectors.joining(", "));
    }

    private void add(Kind kind, Member member) {
        groups.computeIfAbsent(new Group(kind, pattern(member.name())), key -> new ArrayList<>())
                .add(member);
    }

    private static String pattern(String name) {
        return name.replaceAll("(?<![^.])[0-9]+(?![^.])", "*");
    }

    private Problem problem(Group group, List<Member> members) {
        boolean one = members.size() == 1;
        String subject = one
                ? "weight " + Shown.of(members.get(0).name()) + " is "
                : members.size() + " weights " + Shown.of(group.pattern()) + ", such as "
                        + Shown.of(members.get(0).name()) + ", are ";
        String found = some(members.stream().map(Member::found).toList());
        String has = "the network has " + (one ? "it" : "them") + " as "
                + some(members.stream().map(Member::expected).toList());
        int same = shared.getOrDefault(group.pattern(), 0);
        return switch (group.kind()) {
            case MISSING ->
                problem(group, subject + "missing", has + OptionHint.missing(group.pattern()) + depth(group, same));
            case UNEXPECTED ->
                problem(
                        group,
                        subject + "unexpected",
                        "the network has no such weight" + (one ? "" : "s") + OptionHint.unexpected(group.pattern())
                                + depth(group, same + members.size()));
            case UNFITTING ->
                problem(group, subject + found, has + members.get(0).hint());
            case UNREADABLE ->
                problem(group, subject + "in the file and cannot be read: it " + found, has + ": save it so in Python");
        };
    }

    private String depth(Group group, int blocks) {
        return shared.containsKey(group.pattern()) ? OptionHint.depth(group.pattern(), blocks) : "";
    }

    private Problem problem(Group group, String what, String remedy) {
        int found = shared.values().stream().mapToInt(Integer::intValue).sum();
        String read = source.readAs().isEmpty()
                ? ""
                : ", read as " + source.readAs() + ", with " + found + " of the network's " + wanted + " weights";
        return new Problem(group.kind().code, what, source.where() + read, remedy);
    }

    private static String some(List<String> forms) {
        List<String> different = forms.stream().distinct().toList();
        return different.stream().limit(SHAPES).collect(Collectors.joining(" or "))
                + (different.size() > SHAPES ? " and others" : "");
    }
}
