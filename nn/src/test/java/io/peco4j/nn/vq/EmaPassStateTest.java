package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmaPassStateTest {
    private static final EmaCodebook REVIVING = new EmaCodebook(0.99, 1e-5, EmaCodebook.Initial.K_MEANS, 0.1);

    @Test
    void countsAndSumsAreThoseOfThePass() {
        try (Tape tape = Tape.float32()) {
            EmaVectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 2, 1, 0.25, EmaCodebook.standard());
            quantizer.startFrom(tape.manager().create(new float[] {1, 3}, new Shape(2, 1)), 1);

            quantizer.quantise(tape.manager().create(new float[] {0, 0.5f, 4}, new Shape(1, 1, 1, 3)), true);

            assertThat(quantizer.passState().sums().get(0).toFloatArray()).containsExactly(2, 1);
            assertThat(quantizer.passState().sums().get(1).toFloatArray()).containsExactly(0.5f, 4);
            assertThat(quantizer.passState().sequence()).isEmpty();
        }
    }

    @Test
    void candidatesAreThoseOfTheLastPassThatDrewAny() {
        try (Tape tape = Tape.float32()) {
            PassState state = new EmaVectorQuantizer(tape.context(), 2, 1, 0.25, REVIVING).passState();

            state.apply(List.of(pass(tape, 1, 2, 1), pass(tape, 3, 4, 1), pass(tape, 0, 0, 0)));

            assertThat(state.sequence().get(0).toFloatArray()).containsExactly(3, 4);
        }
    }

    @Test
    void theStepThatStartsTheCodebookIsInOrder() {
        try (Tape tape = Tape.float32()) {
            EmaVectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 2, 1, 0.25, REVIVING);
            assertThat(quantizer.passState().inOrder(3)).isTrue();

            quantizer.quantise(tape.manager().randomNormal(new Shape(2, 1, 2, 2)), true);

            assertThat(quantizer.passState().inOrder(3)).isFalse();
        }
    }

    private static List<NDArray> pass(Tape tape, float one, float other, float drawn) {
        return List.of(
                tape.manager().create(new float[] {one, other}, new Shape(2, 1)),
                tape.manager().create(new float[] {drawn}, new Shape(1)));
    }
}
