package io.peco4j.conformance.builder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Written;
import io.peco4j.runtime.plugin.Registry;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Builders of one component: one is right, each of the others has one fault. */
final class BuilderCheckTest {
    private final Registry registry = Registry.of(List.of(new Module()));

    @Test
    void aBuilderThatFitsItsOptionsHasNoFault() {
        BuilderCheck.Findings findings = new BuilderCheck(registry).of(List.of(Right.class, Shape.class));
        assertThat(findings.faults()).isEmpty();
        // right(), and each of its words; shape(...) for both shapes.
        assertThat(findings.words()).isEqualTo(1 + 7);
    }

    @Test
    void aMisspeltKeyIsFound() {
        assertThat(faults(Misspelt.class))
                .singleElement()
                .asString()
                .startsWith("misspelt().weight(): unknown option sample.term.wieght");
    }

    @Test
    void aValueOfAnotherTypeIsFound() {
        assertThat(faults(Mistyped.class))
                .singleElement()
                .asString()
                .startsWith("mistyped().layers(): ")
                .contains("sample.term.layers");
    }

    @Test
    void aComponentThatIsNotThereIsFound() {
        assertThat(faults(Unknown.class)).containsExactly("unknown(): there is no objective sample.trem");
    }

    @Test
    void aWordThatNobodyCanSayIsFound() {
        assertThat(faults(Mute.class)).singleElement().asString().startsWith("mute().in(...) takes a java.lang.Thread");
    }

    @Test
    void aWordThatTakesAnythingIsFound() {
        assertThat(faults(Vague.class)).singleElement().asString().startsWith("vague().any(...) takes a java.lang.Obj");
    }

    /** For a word that makes what it takes, there is what others make. */
    @Test
    void aWordThatTakesItsOwnKindIsTried() {
        BuilderCheck.Findings findings = new BuilderCheck(registry).of(List.of(Shared.class, Share.class));
        assertThat(findings.faults()).isEmpty();
        // shared(), and of(...) for whole(), for half(...) of it and of whole().most(), and for most() of these three.
        assertThat(findings.words()).isEqualTo(1 + 6);
    }

    @Test
    void theOptionsOfAnEncoderAreNotTheComponents() {
        assertThat(new BuilderCheck(registry).of(List.of(Staged.class)))
                .isEqualTo(new BuilderCheck.Findings(1, List.of()));
    }

    @Test
    void aBuilderThatNothingMakesIsFound() {
        assertThat(BuilderClasses.of(List.of(Right.class, Orphan.class)).orphans())
                .containsExactly(Orphan.class.getName());
    }

    private List<String> faults(Class<?> builder) {
        return new BuilderCheck(registry).of(List.of(builder)).faults();
    }

    /** What a word takes. */
    public record Shape(int side, boolean round) {
        public static Shape square(int side) {
            if (side < 8) {
                throw new IllegalArgumentException("too small");
            }
            return new Shape(side, false);
        }

        public Shape rounded() {
            return new Shape(side, true);
        }
    }

    public record Right(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Right> {
        public static Right right() {
            return new Right(term());
        }

        @Override
        public Right with(Component<CodebookObjective> changed) {
            return new Right(changed);
        }

        public Right weight(double weight) {
            return set("weight", weight);
        }

        public Right layers(Integer... layers) {
            return set("layers", List.of(layers));
        }

        public Right backbone(Describes<PerceptualBackbone> backbone) {
            return set("backbone", backbone);
        }

        public Right shape(Shape shape) {
            return set("shape.side", shape.side()).set("shape.round", shape.round());
        }

        public Right optimizer(Recipe.Optimizer optimizer) {
            return set("optimizer", optimizer);
        }

        public Right kind(String kind) {
            return set("optimizer", kind);
        }
    }

    public record Misspelt(Component<CodebookObjective> component)
            implements Configurable<CodebookObjective, Misspelt> {
        public static Misspelt misspelt() {
            return new Misspelt(term());
        }

        @Override
        public Misspelt with(Component<CodebookObjective> changed) {
            return new Misspelt(changed);
        }

        public Misspelt weight(double weight) {
            return set("wieght", weight);
        }
    }

    public record Mistyped(Component<CodebookObjective> component)
            implements Configurable<CodebookObjective, Mistyped> {
        public static Mistyped mistyped() {
            return new Mistyped(term());
        }

        @Override
        public Mistyped with(Component<CodebookObjective> changed) {
            return new Mistyped(changed);
        }

        public Mistyped layers(Double... layers) {
            return set("layers", List.of(layers));
        }
    }

    public record Unknown(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Unknown> {
        public static Unknown unknown() {
            return new Unknown(Written.component(CodebookObjective.class, "sample.trem"));
        }

        @Override
        public Unknown with(Component<CodebookObjective> changed) {
            return new Unknown(changed);
        }
    }

    public record Mute(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Mute> {
        public static Mute mute() {
            return new Mute(term());
        }

        @Override
        public Mute with(Component<CodebookObjective> changed) {
            return new Mute(changed);
        }

        public Mute in(Thread thread) {
            return set("weight", thread.getPriority());
        }
    }

    public record Vague(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Vague> {
        public static Vague vague() {
            return new Vague(term());
        }

        @Override
        public Vague with(Component<CodebookObjective> changed) {
            return new Vague(changed);
        }

        public Vague any(Object value) {
            return set("weight", value);
        }
    }

    public interface Share {
        double size();

        static Part whole() {
            return new Part(1);
        }

        static Part half(Share of) {
            return new Part(of.size() / 2);
        }
    }

    public record Part(double size) implements Share {
        public Part most() {
            return new Part(0.9 * size);
        }
    }

    public record Shared(Component<CodebookObjective> component) implements Configurable<CodebookObjective, Shared> {
        public static Shared shared() {
            return new Shared(term());
        }

        @Override
        public Shared with(Component<CodebookObjective> changed) {
            return new Shared(changed);
        }

        public Shared of(Share share) {
            return set("weight", share.size());
        }
    }

    public record Staged(Component<CodebookObjective> component) implements OnEncoder<CodebookObjective, Staged> {
        public static Staged staged() {
            return new Staged(term());
        }

        @Override
        public Staged with(Component<CodebookObjective> changed) {
            return new Staged(changed);
        }
    }

    public record Orphan(Component<CodebookObjective> component) implements Describes<CodebookObjective> {}

    private static Component<CodebookObjective> term() {
        return Written.component(CodebookObjective.class, "sample.term");
    }

    record Sides(
            @Describe("pixels") int side,
            @Describe("whether round") boolean round) {}

    record Options(
            @Describe("factor") @Default("1") double weight,
            @Describe("layers") @Default("[1]") List<Integer> layers,
            @Describe("compares") Component<PerceptualBackbone> backbone,
            @Describe("shape") Sides shape,
            @Describe("optimizer") @Default("adamw") Recipe.Optimizer optimizer) {}

    @Describe("does nothing")
    record Term(Options options) implements CodebookObjective {
        @Inject
        Term {}

        @Override
        public double weight() {
            return options.weight();
        }

        @Override
        public NDArray term(Reconstruction reconstruction, Step step) {
            throw new UnsupportedOperationException("no study runs this");
        }
    }

    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            objective("sample.term", Options.class).to(Term.class);
        }
    }
}
