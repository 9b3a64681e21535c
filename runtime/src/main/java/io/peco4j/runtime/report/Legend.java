package io.peco4j.runtime.report;

import java.util.List;

/** What a reader has to know to read the tables and charts, which holds for every study. */
enum Legend {
    /** Each section explains itself: a page of one study. */
    WITH_EACH_SECTION,

    /** A page of several studies explains it once. */
    ONCE;

    /** How to read the table of differences. */
    static final List<String> DIFFERENCES = List.of(
            "Each choice against the first one on its axis, with equal seeds and equal choices on the other axes."
                    + " More than the noise means that the 95 % interval of the paired differences (Student's t"
                    + " over the seeds) excludes 0. Even without any real difference, one comparison in twenty does so by"
                    + " chance. Where the scores differ over the seeds and the difference does not, as happens with"
                    + " scores of few pictures, its noise is unknown.",
            "Each seed counts with its mean over the same choices on the other axes. Where results are missing, others"
                    + " of their seeds or choices are left out, as few as can be, so that no seed lacks what another has.",
            "Could tell: the smallest true difference that would have been more than the noise in four of five"
                    + " repetitions of this study, as far as the deviation of these seeds is the true one. Seeds for 1"
                    + " point: how many would do so for a difference of one point.");

    /** How to read the comparison with a paper. */
    static final List<String> PAPER =
            List.of("Published figures were measured on other data and at other sizes than this"
                    + " study's, by the measure that their column names: compare the order, not the values. Measured ones"
                    + " are means over the seeds, each averaged over the same choices on other axes; their interval holds"
                    + " the true mean in 95 of 100 studies. Published figures come without one.");

    /** How to read curves. */
    static final List<String> CURVES = List.of("The thick line is the mean over the seeds, thin lines are the seeds."
            + " Point at a line for its values; a mark in the legend hides and shows its line.");

    private static final String TABLES = "Tables show mean ± standard deviation over the seeds of their study. Bold is"
            + " better than every other row by more than the noise. ↑ higher is better, ↓ lower is better.";

    /** Writes an explanation where it belongs into the section. */
    void explain(Html html, List<String> text) {
        if (this == WITH_EACH_SECTION) {
            write(html, text);
        }
    }

    /** All explanations, for a page of several studies. */
    static void all(Html html) {
        html.open("section").element("h2", "How to read this");
        write(html, List.of(TABLES));
        write(html, DIFFERENCES);
        write(html, PAPER);
        write(html, CURVES);
        html.close();
    }

    private static void write(Html html, List<String> text) {
        text.forEach(paragraph -> html.element("p", paragraph, "class", "quiet"));
    }
}
