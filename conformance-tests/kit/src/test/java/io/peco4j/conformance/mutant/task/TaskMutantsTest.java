package io.peco4j.conformance.mutant.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.mutant.Trial;
import io.peco4j.conformance.pictures.ColourClasses;
import io.peco4j.conformance.stub.TinyEncoder;
import io.peco4j.conformance.verdict.Verdict;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Registry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskMutantsTest {
    @ParameterizedTest
    @MethodSource("tasks")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends DownstreamTask> tried) {
        Trial.run(new Registers(tried), Component.of(DownstreamTask.class, Trial.id(tried)), tried);
    }

    @Test
    void whoScoresClassesAndDeniesItIsFoundOut() {
        assertThat(Trial.failed(
                        new Registers(ReferenceTask.class),
                        Component.of(DownstreamTask.class, Trial.id(ReferenceTask.class)),
                        Set.of(Ability.SCORES_CLASSES)))
                .extracting(Verdict::rule)
                .containsExactly("TSK-02");
    }

    @Test
    void whoGivesAClassifierAndDeniesItIsFoundOut() {
        assertThat(Trial.failed(
                        new Registers(ReferenceTask.class),
                        Component.of(DownstreamTask.class, Trial.id(ReferenceTask.class)),
                        Set.of(Ability.GIVES_CLASSIFIER)))
                .extracting(Verdict::rule)
                .containsExactly("TSK-09");
    }

    @ParameterizedTest
    @MethodSource("clipTasks")
    void theSameHoldsForTasksOnClips(Class<? extends DownstreamTask> tried) {
        Trial.run(new Registers(tried), Component.of(DownstreamTask.class, Trial.id(tried)), tried);
    }

    static Stream<Class<?>> clipTasks() {
        return Trial.classes(ClipMutants.ReferenceClipTask.class, ClipMutants.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Relay.Pupil.class, Relay.Glutton.class})
    void andForThoseThatLearnFromAShareOfTheLabels(Class<? extends DownstreamTask> tried) {
        PluginModule module = new PluginModule() {
            @Override
            protected void configure() {
                task(Trial.id(tried), Relay.Pupil.Options.class).to(tried);
            }
        };
        Trial.run(module, Component.of(DownstreamTask.class, Trial.id(tried)), tried);
    }

    @Test
    void aTaskIsTriedWithWhatItNests() {
        assertThat(Trial.failed(
                        new Relay.Registers(),
                        Component.of(
                                DownstreamTask.class,
                                "test.relay",
                                ConfigFactory.parseString("inner = test.reference")),
                        Set.of(Ability.GIVES_CLASSIFIER)))
                .isEmpty();
    }

    @Test
    void whatItNestsIsTrainedBefore() {
        EngineSession.start(1);
        Registry registry = Registry.of(List.of(new Relay.Registers()));
        Component<DownstreamTask> relay =
                Component.of(DownstreamTask.class, "test.relay", ConfigFactory.parseString("inner = test.pupil"));
        try (Workbench bench = new Workbench(registry, ColourClasses.honest(), TinyEncoder.SIDE, 1)) {
            VisionEncoder encoder = TinyEncoder.of(bench.manager(), 1);
            Relay made = (Relay) bench.make(relay, Workbench.nothing().with(VisionEncoder.class, encoder))
                    .component();
            assertThat(((Relay.Pupil) made.inner).number.getFloat()).isLessThan(0.9f);
        }
    }

    static Stream<Class<?>> tasks() {
        return Stream.of(TaskMutants.class, ClassifierMutants.class, ReadingMutants.class)
                .flatMap(holder -> Trial.classes(ReferenceTask.class, holder))
                .distinct();
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends DownstreamTask> tried;

        Registers(Class<? extends DownstreamTask> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            task(Trial.id(tried), ReferenceTask.Options.class).to(tried);
        }
    }
}
