package io.peco4j.dsl;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A published result about choices that a study compares: the report shows it next to what the study measures, and says
 * whether the order is the same. It does not affect training. Immutable: every method returns a new one.
 *
 * <pre>{@code
 * Published.in("PeCo, Table 4")
 *         .measure("linear accuracy of mean codewords on ImageNet-1K, %")
 *         .on("codeword-probe")
 *         .figure("dalle", 6.1)
 *         .figure("perceptual", 29.7)
 *         .order("dalle < pixel < perceptual")
 * }</pre>
 *
 * @param source where it was published, such as {@code PeCo, Table 4}
 * @param measure what the published figures measure, which usually differs from the study's task; may be empty
 * @param task the study's name of the task that is compared
 * @param figures published values, each of one choice; for some choices, or for none
 * @param order see {@link #order(String)}
 * @param note a remark for the report; may be empty
 * @param score the task's score that is compared; empty for its main one
 */
public record Published(
        @Describe("where it was published, such as PeCo, Table 4")
        String source,

        @Describe("what the published figures measure") @Default("\"\"")
        String measure,

        @Describe("the study's name of the task that is compared")
        String task,

        @Describe("published values, each of one choice") @Default("[]")
        List<Figure> figures,

        @Describe("texts such as a < b < c (is worse than) and a ~ b (about equal)") @Default("[]")
        List<String> order,

        @Describe("a remark for the report") @Default("\"\"")
        String note,

        @Describe("the task's score that is compared; empty: its main one") @Default("\"\"")
        String score) {

    public Published {
        figures = List.copyOf(figures);
        order = List.copyOf(order);
    }

    /**
     * A published value.
     *
     * @param choice the study's name of an encoder, a tokenizer or a pretraining
     * @param value as it was published, in the unit of the published measure
     */
    public record Figure(
            @Describe("the study's name of an encoder, a tokenizer or a pretraining")
            String choice,

            @Describe("as it was published") double value) {}

    /** The relation between two neighbours in an order. */
    public enum Sign {
        /** The first is worse than the second, whichever direction of the score is better. */
        WORSE,
        /** They were published as about equal. */
        ABOUT_EQUAL
    }

    /** Two neighbours of an order. */
    public record Relation(String first, Sign sign, String second) {}

    /** A published result without content. */
    public static Published in(String source) {
        return new Published(source, "", "", List.of(), List.of(), "", "");
    }

    /** Sets what the published figures measure. */
    public Published measure(String text) {
        return new Published(source, text, task, figures, order, note, score);
    }

    /** Sets the task that it is compared with, by its name in the study. */
    public Published on(String name) {
        return on(name, "");
    }

    /**
     * Sets the task and the score that it is compared with, by the task's name in the study and the score's in the
     * report.
     */
    public Published on(String name, String scoreName) {
        return new Published(source, measure, name, figures, order, note, scoreName);
    }

    /** Adds the published value of a choice. */
    public Published figure(String choice, double value) {
        List<Figure> more =
                Vector.ofAll(figures).append(new Figure(choice, value)).asJava();
        return new Published(source, measure, task, more, order, note, score);
    }

    /**
     * Adds an order: names of choices on one axis, with {@code <} (is worse than, whichever direction of the score is
     * better) or {@code ~} (about equal) between neighbours, such as {@code dalle < pixel < perceptual}. Only
     * neighbours are compared.
     */
    public Published order(String text) {
        List<String> more = Vector.ofAll(order).append(text).asJava();
        return new Published(source, measure, task, figures, more, note, score);
    }

    /** Adds a remark for the report. */
    public Published note(String text) {
        return new Published(source, measure, task, figures, order, text, score);
    }

    /** The published value of a choice, if there is one. */
    public OptionalDouble value(String choice) {
        return figures.stream()
                .filter(figure -> figure.choice().equals(choice))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    /** The neighbours of all orders; an order that cannot be read has none, and every study refuses it. */
    public List<Relation> relations() {
        return order.stream()
                .flatMap(text -> OrderText.relations(text).stream())
                .toList();
    }

    /** All choices that it mentions, each once: those with a value first. */
    public List<String> choices() {
        return Stream.concat(
                        figures.stream().map(Figure::choice),
                        relations().stream().flatMap(pair -> Stream.of(pair.first(), pair.second())))
                .distinct()
                .toList();
    }
}
