package io.peco4j.conformance.verdict;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.ComponentConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
     * Tries a component; on the calling thread, which needs a started engine.
     *
     * @param registry where it and what it nests come from
     * @param component with options that make it small
     * @param lacks what it is not able to do
     * @return one verdict for each rule, by its number
     */
    public List<Verdict> run(Registry registry, Component<?> component, Set<Ability> lacks) {
        VerdictListener verdicts = new VerdictListener(listener);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(rules(ComponentKind.of(component))))
                .filters(EngineFilter.includeEngines("junit-jupiter", "jqwik"), (PostDiscoveryFilter) this::chosen)
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .build();
        Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build());
        return new Assignment(registry, component, lacks).during(() -> {
            launcher.execute(request, verdicts);
            return verdicts.all().stream()
                    .sorted(Comparator.comparing(Verdict::rule))
                    .toList();
        });
    }

    private FilterResult chosen(TestDescriptor test) {
        return FilterResult.includedIf(only.isEmpty()
                || test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(MethodSource.class::cast)
                        .filter(source -> only.contains(VerdictListener.rule(source)))
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
