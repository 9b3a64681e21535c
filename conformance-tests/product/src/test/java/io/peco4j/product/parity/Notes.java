package io.peco4j.product.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a case says in words: sizes and limits that are not among its arguments. A phrase that is not there is an error.
 */
record Notes(String text) {
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:e-?\\d+)?");

    /** The groups of the first place that the pattern matches. */
    MatchResult find(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new NoSuchElementException("no \"" + pattern + "\" in the notes: " + text);
        }
        return matcher.toMatchResult();
    }

    /** The whole number in the pattern's only group. */
    int integer(String pattern) {
        return Integer.parseInt(find(pattern).group(1));
    }

    /** The number in the pattern's only group. */
    double number(String pattern) {
        return Double.parseDouble(find(pattern).group(1));
    }

    /** All numbers in the pattern's only group. */
    List<Double> numbers(String pattern) {
        return numbersOf(find(pattern).group(1));
    }

    /** All numbers of a text. */
    static List<Double> numbersOf(String text) {
        List<Double> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Double.parseDouble(matcher.group()));
        }
        return numbers;
    }
}
