package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static io.peco4j.conformance.Closeness.finite;
import static io.peco4j.conformance.Closeness.largest;
import static io.peco4j.conformance.Closeness.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.PatchPlaces;
import io.peco4j.conformance.workbench.Workbench;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The rules ENC-20 to ENC-23: heads, and pictures of other sizes than the encoder's own. */
public abstract sealed class EncoderSizeRules extends EncoderNameRules permits EncoderConformance {
    /** Of the largest token: what the order of sums changes. */
    private static final double ROUNDING = 1e-3;

    private static final double LEAST_AGREEMENT = 0.5;

    EncoderSizeRules() {}

    @Test
    @Rule("ENC-20")
    final void headsShareTheWidth() {
        with((encoder, manager) -> {
            assertThat(encoder.heads()).as("attention heads of a block").isPositive();
            assertThat(encoder.width() % encoder.heads())
                    .as("channels that are left when " + encoder.width() + " are shared by " + encoder.heads()
                            + " heads")
                    .isZero();
        });
    }

    @Test
    @Rule("ENC-21")
    final void picturesMayHaveAnySizeThatPatchesTile() {
        with((encoder, manager) -> {
            PatchGrid own = encoder.grid();
            PictureSize tall = new PatchGrid(own.rows() + 2, own.columns()).pictures(encoder.patchSize());
            for (PictureSize size : List.of(doubled(encoder), tall)) {
                if (able(Ability.ANY_SIZE)) {
                    tokensAreLegal(encoder, Draw.photos(11, 3).batch(manager, size));
                } else {
                    refuses(() -> encoder.encode(Draw.photos(11, 1).batch(manager, size), Masking.none(), false));
                    try (Workbench bench = bench(1)) {
                        refuses(() -> encoder.twin(size, bench.context()));
                    }
                }
            }
        });
    }

    private static void tokensAreLegal(VisionEncoder encoder, NDArray images) {
        PictureSize size = PictureSize.of(images);
        NDArray tokens = encoder.encode(images, Masking.none(), false);
        NDArray features =
                encoder.features(images, List.of(1), Masking.none(), false).get(0);
        for (NDArray each : List.of(tokens, features)) {
            assertThat(each.getShape())
                    .as("tokens of pictures of " + size + " pixels, (B, 1 + N, D)")
                    .isEqualTo(new Shape(
                            images.getShape().get(0),
                            1 + size.grid(encoder.patchSize()).patches(),
                            encoder.width()));
            assertThat(finite(List.of(each))).as("tokens are finite").isTrue();
        }
        for (long i = 0; i < images.getShape().get(0); i++) {
            assertThat(apart(row(tokens, i), encoder.encode(row(images, i), Masking.none(), false)))
                    .as("how far the tokens of a picture of another size depend on the others of the batch")
                    .isLessThanOrEqualTo(ROUNDING);
        }
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .as("another size, which the encoder does not take, says lacks()")
                .isInstanceOf(UnsupportedOperationException.class)
                .message()
                .isNotBlank();
    }

    @Test
    @Rule("ENC-22")
    final void placesAreTheSameAtEverySize() {
        if (!able(Ability.ANY_SIZE)) {
            return;
        }
        with((encoder, manager) -> {
            PatchPlaces own = PatchPlaces.of(encoder, manager, encoder.imageSize());
            PatchPlaces finer = PatchPlaces.of(encoder, manager, doubled(encoder));
            // Without absolute positions, all patches of one colour are alike.
            if (own.differ()) {
                assertThat(finer.halved().agreement(own))
                        .as("correlation of what tells places apart, between a grid and one of half its patches")
                        .isGreaterThan(LEAST_AGREEMENT);
            }
        });
    }

    @Test
    @Rule("ENC-23")
    final void aTwinForAnotherSizeHasTheSameWeights() {
        if (!able(Ability.ANY_SIZE)) {
            return;
        }
        try (Workbench bench = bench(1)) {
            VisionEncoder encoder = bench.make(encoder()).component();
            NetworkContext context = bench.context();
            PictureSize size = doubled(encoder);
            VisionEncoder twin = encoder.twin(size, context);
            NDManager manager = bench.manager();
            NDArray images = Draw.photos(12, 1).batch(manager, size);
            assertThat(twin.imageSize()).as("pictures of the twin").isEqualTo(size);
            assertThat(twin.state().keySet())
                    .as("names of the state of a twin for another size")
                    .isEqualTo(encoder.state().keySet());
            assertThat(twin.trainable().keySet())
                    .as("parameters of a twin for another size")
                    .isEqualTo(encoder.trainable().keySet());
            assertThat(others(encoder.state(), twin.state()))
                    .as("tensors of equal shape that are others in a twin for another size")
                    .isEmpty();
            assertThat(apart(encoder.encode(images, Masking.none(), false), twin.encode(images, Masking.none(), false)))
                    .as("how far the tokens of a twin for another size are from the encoder's")
                    .isLessThanOrEqualTo(ROUNDING);
            assertThat(twin.state().values().stream().map(NDArray::getManager))
                    .as("tensors of a twin for another size belong to its context")
                    .containsOnly(context.manager());
        }
    }

    private static Set<String> others(Map<String, NDArray> one, Map<String, NDArray> other) {
        Set<String> names = new LinkedHashSet<>();
        one.forEach((name, tensor) -> {
            NDArray twin = other.get(name);
            if (twin != null && twin.getShape().equals(tensor.getShape()) && largest(twin.sub(tensor)) > 0) {
                names.add(name);
            }
        });
        return names;
    }

    private static PictureSize doubled(VisionEncoder encoder) {
        PictureSize size = encoder.imageSize();
        return new PictureSize(2 * size.height(), 2 * size.width());
    }
}
