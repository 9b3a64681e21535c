package io.peco4j.dsl;

import io.peco4j.dsl.Published.Relation;
import io.peco4j.dsl.Published.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads orders such as {@code dalle < pixel ~ perceptual}. */
final class OrderText {
    private static final Pattern ORDER =
            Pattern.compile("\\s*" + StudyCheck.NAME + "(\\s*[<~]\\s*" + StudyCheck.NAME + ")*\\s*");
    private static final Pattern PAIR =
            Pattern.compile("(" + StudyCheck.NAME + ")\\s*([<~])\\s*(?=(" + StudyCheck.NAME + "))");

    private OrderText() {}

    /** Whether it is one or more names with signs between them. */
    static boolean readable(String text) {
        return ORDER.matcher(text).matches();
    }

    /** Neighbours; none if the text cannot be read or contains a single name. */
    static List<Relation> relations(String text) {
        List<Relation> relations = new ArrayList<>();
        if (readable(text)) {
            Matcher pair = PAIR.matcher(text);
            while (pair.find()) {
                Sign sign = pair.group(2).equals("<") ? Sign.WORSE : Sign.ABOUT_EQUAL;
                relations.add(new Relation(pair.group(1), sign, pair.group(3)));
            }
        }
        return List.copyOf(relations);
    }
}
