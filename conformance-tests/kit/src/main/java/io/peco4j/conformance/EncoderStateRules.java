package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.LayerProbe;
import io.peco4j.conformance.workbench.Masks;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.engine.EngineSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The rules ENC-10 to ENC-19: parameters, gradients, state, and what an encoder leaves behind. */
public abstract sealed class EncoderStateRules extends ComponentConformance permits EncoderNameRules {
    EncoderStateRules() {}

    /** The encoder under test, with options that make it small. */
    protected abstract Component<VisionEncoder> encoder();

    @Override
    final void make(Workbench bench) {
        bench.make(encoder());
    }

    @Test
    @Rule("ENC-10")
    final void layersAreWhereParametersLie() {
        with((encoder, manager) -> {
            Map<String, Integer> layers = new TreeMap<>();
            encoder.trainable().keySet().forEach(name -> layers.put(name, encoder.layerOf(name)));
            assertThat(layers)
                    .as("layers lie in 0 to depth + 1 = " + (encoder.depth() + 1))
                    .allSatisfy((name, layer) -> assertThat(layer).as(name).isBetween(0, encoder.depth() + 1));
            assertThat(new LayerProbe(encoder, pictures(encoder, manager, Draw.photos(2, 2))).misplaced())
                    .as("parameters that act before or after the block that their layer says")
                    .isEmpty();
        });
    }

    @Test
    @Rule("ENC-11")
    final void whatTrainsIsPartOfTheState() {
        with((encoder, manager) -> {
            assertThat(encoder.trainable()).as("parameters").isNotEmpty();
            Map<String, NDArray> state = encoder.state();
            assertThat(names(encoder, (name, tensor) -> state.get(name) != tensor))
                    .as("parameters that the state does not hold themselves, under the same name")
                    .isEmpty();
            assertThat(names(encoder, (name, tensor) -> !tensor.hasGradient()))
                    .as("parameters that gather no gradients")
                    .isEmpty();
        });
    }

    @Test
    @Rule("ENC-12")
    final void gradientsReachEveryParameter() {
        with((encoder, manager) -> {
            Masks masks = Masks.of(encoder, pictures(encoder, manager, Draw.photos(3, 2)), 3);
            for (Masking masking : maskings(masks)) {
                masks.backward(encoder, masking);
            }
            assertThat(names(encoder, (name, tensor) -> Drill.gradient(tensor) == 0))
                    .as("parameters that no gradient of the tokens reaches, under any masking")
                    .isEmpty();
            List<NDArray> trained = List.copyOf(encoder.trainable().values());
            assertThat(encoder.state().entrySet().stream()
                            .filter(tensor -> trained.stream().noneMatch(one -> one == tensor.getValue()))
                            .filter(tensor -> Drill.gradient(tensor.getValue()) > 0)
                            .map(Map.Entry::getKey))
                    .as("tensors of the state that do not train and that a gradient reaches")
                    .isEmpty();
        });
    }

    @Test
    @Rule("ENC-13")
    final void aTwinIsEqualAndIndependent() {
        try (Workbench bench = bench(1)) {
            VisionEncoder encoder = bench.make(encoder()).component();
            NetworkContext context = bench.context();
            VisionEncoder twin = encoder.twin(context);
            NDArray images = pictures(encoder, bench.manager(), Draw.photos(4, 2));
            Map<String, List<Float>> before = Drill.numbers(encoder.state());
            assertThat(Drill.numbers(twin.state()))
                    .as("the state of a twin, by name")
                    .isEqualTo(before);
            assertThat(twin.trainable().keySet())
                    .as("parameters of a twin")
                    .isEqualTo(encoder.trainable().keySet());
            assertThat(twin.isPretrained())
                    .as("whether the weights of a twin come from a file, as those of the encoder")
                    .isEqualTo(encoder.isPretrained());
            assertThat(apart(encoder.encode(images, Masking.none(), false), twin.encode(images, Masking.none(), false)))
                    .as("how far the tokens of a twin are from the encoder's")
                    .isZero();
            assertThat(twin.state().values().stream().map(NDArray::getManager))
                    .as("tensors of a twin belong to its context")
                    .containsOnly(context.manager());
            twin.state().values().forEach(tensor -> tensor.subi(tensor).addi(tensor.onesLike()));
            assertThat(Drill.differing(before, Drill.numbers(encoder.state())))
                    .as("tensors of the encoder that changed with its twin's")
                    .isEmpty();
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("ENC-14")
    final void tokensBelongToTheManagerOfThePictures(@ForAll("draws") Draw draw) {
        with((encoder, manager) -> {
            try (NDManager own = manager.newSubManager()) {
                NDList results = evaluated(encoder, pictures(encoder, own, draw));
                assertThat(results.stream().map(NDArray::getManager))
                        .as("managers of tokens and features")
                        .containsOnly(own);
            }
        });
    }

    @Test
    @Rule("ENC-15")
    final void evaluationLeavesNothingBehind() {
        try (Workbench bench = bench(1)) {
            Made<VisionEncoder> made = bench.make(encoder());
            evaluate(made.component(), bench);
            Map<String, List<Float>> state = Drill.numbers(made.component().state());
            int before = made.manager().getManagedArrays().size();
            evaluate(made.component(), bench);
            assertThat(made.manager().getManagedArrays().size())
                    .as("tensors that the encoder's manager owns after another evaluation")
                    .isLessThanOrEqualTo(before);
            assertThat(Drill.differing(state, Drill.numbers(made.component().state())))
                    .as("parts of the state that changed while tokens were asked for")
                    .isEmpty();
        }
    }

    @Test
    @Rule("ENC-16")
    final void theStateIsAllThatMakesIt() {
        try (Workbench one = bench(1);
                Workbench two = bench(2)) {
            VisionEncoder source = one.make(encoder()).component();
            VisionEncoder copy = two.make(encoder()).component();
            assertThat(copy.state().keySet())
                    .as("names of the state, made from equal options and another seed, in the same order")
                    .containsExactlyElementsOf(source.state().keySet());
            Weights.copyInto(copy.state(), source.state());
            Draw draw = Draw.photos(5, 3);
            assertThat(apart(
                            source.encode(pictures(source, one.manager(), draw), Masking.none(), false),
                            copy.encode(pictures(copy, two.manager(), draw), Masking.none(), false)))
                    .as("how far apart tokens are after the state was written into a fresh encoder")
                    .isZero();
        }
    }

    @Test
    @Rule("ENC-17")
    final void trainingFollowsTheEnginesGenerator() {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, Draw.photos(6, 4));
            NDArray first = training(encoder, images);
            assertThat(apart(first, training(encoder, images)))
                    .as("how far apart tokens in training are, drawn twice with the engine's generator seeded alike")
                    .isZero();
        });
    }

    @Test
    @Rule("ENC-18")
    final void anyThreadMayUseIt() {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, Draw.photos(7, 2));
            NDArray there = CompletableFuture.supplyAsync(() -> {
                        EngineSession.prepareThread();
                        return encoder.encode(images, Masking.none(), false);
                    })
                    .join();
            assertThat(apart(encoder.encode(images, Masking.none(), false), there))
                    .as("how far apart tokens are, asked for on another thread")
                    .isZero();
        });
    }

    @Test
    @Rule("ENC-19")
    final void resultsDoNotReadUnwrittenMemory() {
        with((encoder, manager) -> {
            NDArray images = pictures(encoder, manager, Draw.photos(9, 2));
            Unwritten.check(
                    "features and tokens", manager, pause -> Unwritten.numbers(evaluated(encoder, images), pause));
        });
    }

    void with(BiConsumer<VisionEncoder, NDManager> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(encoder()).component(), bench.manager());
        }
    }

    List<Masking> maskings(Masks masks) {
        List<Masking> maskings = new ArrayList<>(List.of(Masking.none()));
        if (able(Ability.REPLACES_PATCHES)) {
            maskings.add(masks.replace());
        }
        if (able(Ability.LEAVES_PATCHES_OUT)) {
            maskings.add(masks.keep());
        }
        return maskings;
    }

    static List<String> names(VisionEncoder encoder, BiPredicate<String, NDArray> chosen) {
        return encoder.trainable().entrySet().stream()
                .filter(tensor -> chosen.test(tensor.getKey(), tensor.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static NDArray training(VisionEncoder encoder, NDArray images) {
        JniUtils.setSeed(7);
        return encoder.encode(images, Masking.none(), true);
    }

    static NDArray pictures(VisionEncoder encoder, NDManager manager, Draw draw) {
        return draw.batch(manager, encoder.imageSize());
    }

    private static void evaluate(VisionEncoder encoder, Workbench bench) {
        try (NDManager manager = bench.manager().newSubManager()) {
            evaluated(encoder, pictures(encoder, manager, Draw.photos(8, 2)));
        }
    }

    private static NDList evaluated(VisionEncoder encoder, NDArray images) {
        NDList results = new NDList(encoder.features(images, layers(encoder), Masking.none(), false));
        results.add(encoder.encode(images, Masking.none(), false));
        return results;
    }

    static List<Integer> layers(VisionEncoder encoder) {
        return IntStream.rangeClosed(1, encoder.depth()).boxed().toList();
    }
}
