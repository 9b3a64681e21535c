package io.peco4j.conformance.verdict;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.ComponentConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the rules of its kind on a component. */
public final class KitRun {
    /** The rule that all others build on. */
    private static final String MADE = "CMP-01";

    private final Listener listener;
    private final Set<String> only;

    /** Hears of the rules one by one. */
    public interface Listener {
        /** A rule is about to be tried. */
        default void started(String rule) {}

        /** A rule was tried. */
        default void finished(Verdict verdict) {}
    }

    /** @param listener receives every verdict as soon as it is known */
    public KitRun(Listener listener) {
        this(listener, Set.of());
    }

    /**
     * A run of some rules.
     *
     * @param listener hears of every verdict as it falls
     * @param only the rules to try, such as {@code TOK-03}; none means all
     */
    public KitRun(Listener listener, Set<String> only) {
        this.listener = listener;
        this.only = Set.copyOf(only);
    }

    /**
     * Tries a component; on the calling thread, which needs a started engine. Whether it can be made comes first: where
     * it cannot, no other rule is tested.
     *
     * @param registry where it and what it nests come from
     * @param component with options that make it small
     * @param lacks what it is not able to do
     * @return one verdict for each rule, by its number
     */
    public List<Verdict> run(Registry registry, Component<?> component, Set<Ability> lacks) {
        Class<?> rules = rules(ComponentKind.of(component));
        return new Assignment(registry, component, lacks).during(() -> {
            List<Verdict> verdicts = new ArrayList<>(execute(rules, MADE::equals));
            if (verdicts.stream().anyMatch(Verdict::isBroken)) {
                untested(rules).forEach(verdict -> {
                    listener.finished(verdict);
                    verdicts.add(verdict);
                });
            } else {
                verdicts.addAll(execute(rules, rule -> !MADE.equals(rule) && chosen(rule)));
            }
            return verdicts.stream().sorted(Comparator.comparing(Verdict::rule)).toList();
        });
    }

    private List<Verdict> execute(Class<?> rules, Predicate<String> tried) {
        VerdictListener verdicts = new VerdictListener(listener);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(rules))
                .filters(EngineFilter.includeEngines("junit-jupiter", "jqwik"), (PostDiscoveryFilter)
                        test -> included(test, tried))
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
        launcher.execute(request, verdicts);
        return verdicts.all();
    }

    private List<Verdict> untested(Class<?> rules) {
        return VerdictListener.rules(rules).stream()
                .filter(rule -> !MADE.equals(rule) && chosen(rule))
                .map(rule -> Verdict.notTested(rule, "the component could not be made: see " + MADE))
                .toList();
    }

    private boolean chosen(String rule) {
        return only.isEmpty() || only.contains(rule);
    }

    private static FilterResult included(TestDescriptor test, Predicate<String> tried) {
        return FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .filter(source -> tried.test(VerdictListener.rule(source)))
                .isPresent());
    }

    private static Class<? extends ComponentConformance> rules(ComponentKind kind) {
        return switch (kind) {
            case BACKBONE -> AssignedBackbone.class;
            case DATASET -> AssignedDataset.class;
            case ENCODER -> AssignedEncoder.class;
            case OBJECTIVE -> AssignedObjective.class;
            case PRETRAINING -> AssignedPretraining.class;
            case TASK -> AssignedTask.class;
            case TOKENIZER -> AssignedTokenizer.class;
        };
    }
}
