package io.peco4j.conformance.verdict;

import io.peco4j.conformance.Rule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns finished tests into verdicts by the rules that their methods name. */
final class VerdictListener implements TestExecutionListener {
    private final KitRun.Listener listener;
    private final List<Verdict> verdicts = new ArrayList<>();

    VerdictListener(KitRun.Listener listener) {
        this.listener = listener;
    }

    List<Verdict> all() {
        return List.copyOf(verdicts);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            listener.started(rule(test));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            Verdict verdict = Verdict.of(rule(test), result.getThrowable());
            verdicts.add(verdict);
            listener.finished(verdict);
        } else {
            result.getThrowable().ifPresent(thrown -> verdicts.add(Verdict.of("KIT-00", Optional.of(thrown))));
        }
    }

    private static String rule(TestIdentifier test) {
        return rule((MethodSource) test.getSource().orElseThrow());
    }

    /** The rule that a test method names. */
    static String rule(MethodSource source) {
        return methods(source.getJavaClass())
                .filter(method -> method.getName().equals(source.getMethodName()))
                .flatMap(method -> Optional.ofNullable(method.getAnnotation(Rule.class)).stream())
                .map(Rule::value)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule at " + source));
    }

    /** All rules that a class tests, sorted. */
    static Set<String> rules(Class<?> type) {
        return methods(type)
                .flatMap(method -> Optional.ofNullable(method.getAnnotation(Rule.class)).stream())
                .map(Rule::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those of the class, of its superclasses, and of all interfaces. */
    private static Stream<Method> methods(Class<?> type) {
        Stream<Method> own = Stream.of(type.getDeclaredMethods());
        Stream<Method> inherited = Stream.concat(
                        Optional.ofNullable(type.getSuperclass()).stream(), Stream.of(type.getInterfaces()))
                .flatMap(VerdictListener::methods);
        return Stream.concat(own, inherited);
    }
}
