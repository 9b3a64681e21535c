package io.peco4j.runtime.plan;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.problem.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Kinds of examples in the words of a message. */
final class ExampleWords {
    private static final Map<Class<?>, String> WORDS = Map.of(
            Example.Image.class, "pictures without classes",
            Example.Labelled.class, "pictures with a class each",
            Example.Segmented.class, "pictures with a class for every pixel",
            Example.Detected.class, "pictures with objects",
            Example.Clip.class, "clips with a class each");

    private ExampleWords() {}

    /** A component and a data set that do not fit; without a place. */
    static Problem refusal(ComponentId component, Reads reads, Class<? extends Example> given) {
        String read = Arrays.stream(reads.value()).map(ExampleWords::of).collect(Collectors.joining(" or "));
        return new Problem(
                "PECO-211",
                component + " reads " + read + ", and the data set has " + of(given),
                "",
                given == Example.Image.class && Arrays.asList(reads.value()).contains(Example.Labelled.class)
                        ? "put the pictures of each class in a folder of its own, or choose a data set with classes"
                        : "choose a data set that has " + read + ", or a component that reads " + of(given));
    }

    private static String of(Class<? extends Example> kind) {
        return WORDS.getOrDefault(kind, kind.getSimpleName());
    }
}
