package io.peco4j.nn.weights;

import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.util.ArrayList;
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

    private record Kind(String code, String what) {}

    /** Parts of networks that an option adds, by how the names of their tensors end. */
    private static final Map<String, String> OPTIONS = Map.of(
            "gamma_1", "layer-scale",
            "gamma_2", "layer-scale",
            "relative_position_bias_table", "relative-position-bias",
            "pos_embed", "positions");

    private static final Kind MISSING = new Kind("PECO-305", "missing");
    private static final Kind UNEXPECTED = new Kind("PECO-306", "unexpected");
    private static final Kind UNFITTING = new Kind("PECO-307", "");

    private record Group(Kind kind, String pattern) {}

    /** A name, how the file has it and how the network has it; empty for nothing. */
    private record Member(String name, String found, String expected) {}

    private final String where;
    private boolean related;
    private final Map<Group, List<Member>> groups = new LinkedHashMap<>();

    /** @param where what messages call the source */
    Mismatches(String where) {
        this.where = where;
    }

    void missing(String name, String expected) {
        add(MISSING, new Member(name, "", expected));
    }

    void unexpected(String name, String found) {
        add(UNEXPECTED, new Member(name, found, ""));
    }

    void unfitting(String name, String found, String expected) {
        add(UNFITTING, new Member(name, found, expected));
    }

    /** Notes a name that both have. */
    void shared() {
        related = true;
    }

    /** All of them, or two if the file is another network's altogether; empty if everything fits. */
    List<Problem> problems() {
        List<Member> missing = members(MISSING);
        List<Member> unexpected = members(UNEXPECTED);
        if (!related && groups.size() > LISTED && !missing.isEmpty() && !unexpected.isEmpty()) {
            return List.of(
                    new Problem(
                            MISSING.code(),
                            "it is a file of another network: none of the " + missing.size() + " weights is in it",
                            where,
                            "the network has weights such as " + names(missing)),
                    new Problem(
                            UNEXPECTED.code(),
                            "its weights are none of the network's: " + unexpected.size() + ", such as "
                                    + names(unexpected),
                            where,
                            "another file, or the component and the options that it was written for"));
        }
        List<Problem> problems = new ArrayList<>();
        groups.forEach((group, members) -> problems.add(problem(group, members)));
        return problems;
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
        String pattern = member.name().replaceAll("(?<![^.])[0-9]+(?![^.])", "*");
        groups.computeIfAbsent(new Group(kind, pattern), key -> new ArrayList<>())
                .add(member);
    }

    private Problem problem(Group group, List<Member> members) {
        boolean one = members.size() == 1;
        String subject = one
                ? "weight " + Shown.of(members.get(0).name()) + " is "
                : members.size() + " weights " + Shown.of(group.pattern()) + ", such as "
                        + Shown.of(members.get(0).name()) + ", are ";
        String expected = some(members.stream().map(Member::expected).toList());
        String what = group.kind() == UNFITTING
                ? some(members.stream().map(Member::found).toList())
                : group.kind().what();
        String remedy = group.kind() == UNEXPECTED
                ? "the network has no such weight" + (one ? "" : "s")
                : "the network has " + (one ? "it" : "them") + " as " + expected;
        return new Problem(group.kind().code(), subject + what, where, remedy + option(group));
    }

    private static String some(List<String> forms) {
        List<String> different = forms.stream().distinct().toList();
        return different.stream().limit(SHAPES).collect(Collectors.joining(" or "))
                + (different.size() > SHAPES ? " and others" : "");
    }

    /** Which option of the encoder makes the difference. */
    private static String option(Group group) {
        String last = group.pattern().substring(group.pattern().lastIndexOf('.') + 1);
        if (group.kind() == UNFITTING) {
            return "";
        }
        if (last.equals("q_bias") || last.equals("v_bias")) {
            return "; BEiT's biases of queries and values come in pairs, or as qkv.bias";
        }
        String option = OPTIONS.get(last);
        if (option == null) {
            return "";
        }
        return group.kind() == MISSING
                ? "; the encoder's option " + option + " adds such weights: switch it off"
                : "; the encoder's option " + option + " adds such weights: set it";
    }
}
