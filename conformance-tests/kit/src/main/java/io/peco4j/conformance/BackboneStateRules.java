package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Slope;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.engine.EngineSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The rules BCK-06 and BCK-11 to BCK-16: weights, memory, state and training of a backbone. */
public abstract sealed class BackboneStateRules extends ComponentConformance implements LearnerRules
        permits BackboneConformance {
    BackboneStateRules() {}

    private static final Kernel ENERGY = Kernel.compile("mean square", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mean(torch.mul(x, x))
            """);

    /** The backbone under test, with options that make it small. */
    protected abstract Component<PerceptualBackbone> backbone();

    @Override
    final void make(Workbench bench) {
        bench.make(backbone());
    }

    @Override
    public final Trainee trainee(long seed) {
        Workbench bench = bench(seed);
        Made<PerceptualBackbone> made = bench.make(backbone());
        return trainee(bench, made, made.component().learner());
    }

    @Test
    @Rule("BCK-06")
    final void gradientsReachNoWeights() {
        try (Workbench bench = bench(1)) {
            Made<PerceptualBackbone> made = bench.make(backbone());
            NDArray images = pictures(bench.manager(), Draw.photos(4, 2));
            assertThat(reached(made, images))
                    .as("weights that a gradient of the features reaches")
                    .isEmpty();
            made.component().learner();
            assertThat(reached(made, images))
                    .as("weights that a gradient of the features reaches, after the learner was made")
                    .isEmpty();
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-11")
    final void featuresBelongToTheManagerOfThePictures(@ForAll("draws") Draw draw) {
        with((backbone, manager) -> {
            try (NDManager own = manager.newSubManager()) {
                assertThat(backbone.features(pictures(own, draw)).stream().map(NDArray::getManager))
                        .as("managers of features")
                        .containsOnly(own);
            }
        });
    }

    @Test
    @Rule("BCK-12")
    final void evaluationLeavesNothingBehind() {
        try (Workbench bench = bench(1)) {
            Made<PerceptualBackbone> made = bench.make(backbone());
            evaluate(made.component(), bench);
            Map<String, List<Float>> state = Drill.numbers(made.component().state());
            int before = made.manager().getManagedArrays().size();
            evaluate(made.component(), bench);
            assertThat(made.manager().getManagedArrays().size())
                    .as("tensors that the backbone's manager owns after another evaluation")
                    .isLessThanOrEqualTo(before);
            assertThat(Drill.differing(state, Drill.numbers(made.component().state())))
                    .as("parts of the state that changed while features were asked for")
                    .isEmpty();
        }
    }

    @Test
    @Rule("BCK-13")
    final void theStateIsAllThatMakesIt() {
        try (Workbench one = bench(1);
                Workbench two = bench(2)) {
            PerceptualBackbone source = one.make(backbone()).component();
            PerceptualBackbone copy = two.make(backbone()).component();
            source.learner().ifPresent(this::train);
            Weights.copyInto(copy.state(), source.state());
            Draw draw = Draw.photos(6, 3);
            assertThat(apart(
                            source.features(pictures(one.manager(), draw)),
                            copy.features(pictures(two.manager(), draw))))
                    .as("how far apart features are after the state was written into a fresh backbone")
                    .isZero();
        }
    }

    @Test
    @Rule("BCK-14")
    final void trainingMovesItsFeatures() {
        Applies.onlyIf(able(Ability.TRAINS), "it does not train");
        with((backbone, manager) -> {
            NDArray images = pictures(manager, Draw.photos(7, 2));
            List<NDArray> before = backbone.features(images);
            backbone.learner().ifPresent(this::train);
            assertThat(apart(before, backbone.features(images)))
                    .as("how far the features moved in two steps of its own training")
                    .isPositive();
        });
    }

    @Test
    @Rule("BCK-15")
    final void anyThreadMayUseIt() {
        with((backbone, manager) -> {
            NDArray images = pictures(manager, Draw.photos(8, 2));
            List<NDArray> there = CompletableFuture.supplyAsync(() -> {
                        EngineSession.prepareThread();
                        return backbone.features(images);
                    })
                    .join();
            assertThat(apart(backbone.features(images), there))
                    .as("how far apart features are, asked for on another thread")
                    .isZero();
        });
    }

    @Test
    @Rule("BCK-16")
    final void resultsDoNotReadUnwrittenMemory() {
        with((backbone, manager) -> {
            NDArray images = pictures(manager, Draw.photos(9, 2));
            Unwritten.check("features", manager, pause -> Unwritten.numbers(backbone.features(images), pause));
        });
    }

    private void train(Learner learner) {
        try (Drill drill = new Drill(learner, trainingSplit(), ROWS, learningRate())) {
            drill.steps(2);
        }
    }

    void with(BiConsumer<PerceptualBackbone, NDManager> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(backbone()).component(), bench.manager());
        }
    }

    NDArray pictures(NDManager manager, Draw draw) {
        return draw.batch(manager, image());
    }

    private void evaluate(PerceptualBackbone backbone, Workbench bench) {
        try (NDManager manager = bench.manager().newSubManager()) {
            backbone.features(pictures(manager, Draw.photos(9, 2)));
        }
    }

    /** Shapes of tensors that the component owns and that gather gradients of its features. */
    private static List<Shape> reached(Made<PerceptualBackbone> made, NDArray images) {
        int layers = made.component().features(images).size();
        Slope.gradient(x -> energy(made.component(), x, layers - 1), images);
        return made.manager().getManagedArrays().stream()
                .filter(tensor -> Drill.gradient(tensor) > 0)
                .map(NDArray::getShape)
                .toList();
    }

    static NDArray energy(PerceptualBackbone backbone, NDArray images, int layer) {
        return ENERGY.apply(backbone.features(images).get(layer));
    }
}
