package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KernelTest {
    private static final String SQUARE = """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mul(x, x)
            """;

    @Test
    void oneTextIsCompiledOnceWhateverItsName() {
        Kernel square = Kernel.compile("square", SQUARE);
        assertThat(Kernel.compile("power", SQUARE)).isSameAs(square);
        assertThat(Kernel.compile("square", SQUARE.replace("mul", "add"))).isNotSameAs(square);
    }

    @Test
    void whatDoesNotCompileIsNotKept() {
        String wrong = "def forward(self, x: Tensor) -> Tensor:\n  return torch.no_such_operator(x)\n";
        for (String name : List.of("first", "second")) {
            assertThatThrownBy(() -> Kernel.compile(name, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("kernel " + name + " does not compile")
                    .hasMessageContaining("no_such_operator");
        }
    }

    @Test
    void severalThreadsCallOneKernel() {
        List<Float> squares = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> {
                    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
                        NDArray x = manager.create((float) i);
                        return Kernel.compile("square", SQUARE).apply(x).getFloat();
                    }
                })
                .toList();
        assertThat(squares)
                .isEqualTo(IntStream.range(0, 64).mapToObj(i -> (float) i * i).toList());
    }
}
