package io.peco4j.conformance.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.verdict.KitRun;
import io.peco4j.conformance.verdict.Verdict;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The kit, run on a class that says which rule it breaks. */
public final class Trial {
    private Trial() {}

    /** The reference and every nested class of {@code holder} that breaks a rule, for parameterised tests. */
    public static Stream<Class<?>> classes(Class<?> reference, Class<?> holder) {
        return Stream.concat(
                Stream.of(reference),
                Arrays.stream(holder.getDeclaredClasses()).filter(nested -> nested.isAnnotationPresent(Breaks.class)));
    }

    /** The id under which the module registers a class. */
    public static String id(Class<?> tried) {
        return "mutant."
                + tried.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /**
     * Asserts that exactly the rule fails that the class says, and that the message would help; for a reference, that
     * none fails.
     *
     * @param module registers the class
     */
    public static void run(PluginModule module, Component<?> component, Class<?> tried) {
        List<Verdict> failed = failed(module, component, Set.of());
        Breaks breaks = tried.getAnnotation(Breaks.class);
        if (breaks == null) {
            assertThat(failed).as("rules that the reference breaks").isEmpty();
            return;
        }
        List<String> expected = new ArrayList<>(List.of(breaks.also()));
        expected.add(breaks.rule());
        assertThat(failed)
                .extracting(Verdict::rule)
                .as("broken rules: " + failed)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(failed.stream()
                        .filter(verdict -> verdict.rule().equals(breaks.rule()))
                        .map(Verdict::message)
                        .findFirst()
                        .orElseThrow())
                .as("the message of " + breaks.rule())
                .contains(breaks.says());
    }

    /** The rules that a component breaks which is said to lack some abilities. */
    public static List<Verdict> failed(PluginModule module, Component<?> component, Set<Ability> lacks) {
        EngineSession.start(1);
        return new KitRun(new KitRun.Listener() {})
                .run(Registry.of(List.of(module)), component, lacks).stream()
                        .filter(Verdict::isBroken)
                        .toList();
    }
}
