package io.peco4j.nn.picture;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PictureMemoryTest {
    @Test
    void aPictureThatFitsNowhereIsToldWithItsFigures() {
        long side = (long) Math.sqrt(Runtime.getRuntime().maxMemory()) + 1;

        assertThatThrownBy(() -> PictureMemory.require(side, side))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageStartingWith("with " + side + " x " + side + " pixels takes ")
                .satisfies(error -> assertThatThrownBy(() -> {
                            throw PictureMemory.named(Path.of("a.png"), (OutOfMemoryError) error);
                        })
                        .hasMessageStartingWith("the picture a.png with " + side + " x " + side + " pixels takes "));
        assertThatCode(() -> PictureMemory.require(side / 2, side / 2)).doesNotThrowAnyException();
    }
}
