package io.peco4j.tasks.robustness;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Which attacks are tried, and how. */
public record AttackOptions(
        @Describe("the attacks") @Default("[bim, mi-fgsm]") List<Method> attacks,

        @Describe("largest changes of a value, in 255ths: above 0, and at most 255") @Default("[1, 2, 4, 8]")
        List<Double> epsilons,

        @Describe("steps of an attack; FGSM has one") @Default("20") @Range(min = 1, max = 10_000)
        int steps,

        @Describe("length of a step, in 255ths; absent: epsilon / steps, and of BIM and PGD at least 1")
        @Range(min = 1e-3, max = 255)
        Optional<Double> stepLength,

        @Describe("what stays of MI-FGSM's direction from step to step") @Default("1") @Range(min = 0, max = 10)
        double momentum,

        @Describe("share of epsilon that PGD's random start uses; 0: it starts at the picture")
        @Default("1")
        @Range(min = 0, max = 1)
        double randomStart,

        @Describe("whether any other class will do, or the classifier is to say one that is the least likely or drawn")
        @Default("any-other")
        Goal goal) {
    /** Values of a pixel of 8 bits lie so far apart at most. */
    static final double LEVELS = 255;

    private static final String PLACE = "robustness: ";

    /** What an attack wants the classifier to say. */
    public enum Goal {
        /** Anything but the true class. */
        ANY_OTHER,
        /** The class that the classifier finds least likely, of those that are not the true one. */
        LEAST_LIKELY,
        /** A wrong class that is drawn. */
        DRAWN
    }

    /** Lists that make no sense; empty if all is well. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        String legal = "numbers above 0 and at most 255, such as  epsilons = [2, 4, 8]";
        for (double epsilon : epsilons) {
            if (!(epsilon > 0 && epsilon <= LEVELS)) {
                problems.add(new Problem(
                        "PECO-185",
                        "epsilon = " + text(epsilon) + ", in 255ths"
                                + (epsilon > 0 ? ": more than values of pixels can differ" : ": nothing could change"),
                        PLACE + "epsilons",
                        legal + (epsilon == 0 ? "; accuracy without an attack is scored anyway" : "")));
            }
        }
        distinct("epsilons", epsilons, legal).ifPresent(problems::add);
        distinct("attacks", attacks, "such as  attacks = [bim, mi-fgsm]").ifPresent(problems::add);
        return problems;
    }

    private static Optional<Problem> distinct(String key, List<?> values, String legal) {
        if (!values.isEmpty() && new HashSet<>(values).size() == values.size()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "PECO-185", values.isEmpty() ? key + " is empty" : key + " names one twice", PLACE + key, legal));
    }

    /** Without a fraction that is none. */
    static String text(double epsilon) {
        return epsilon == Math.rint(epsilon) ? String.valueOf((long) epsilon) : String.valueOf(epsilon);
    }
}
