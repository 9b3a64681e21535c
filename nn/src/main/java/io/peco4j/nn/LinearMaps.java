package io.peco4j.nn;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How kernels compute the float32 linear maps that they write {@code self.linear(x, w, b)}; in all other types these
 * are torch's {@code linear}.
 *
 * <p>torch gives float32 matrix products to MKL, which computes on other vendors' processors as if they had no AVX-512.
 * A convolution of 1 by 1 over the rows is the same sum of products, computed by oneDNN, which uses what the processor
 * has: on an AMD Zen 5, twice as fast forward and backward. The two may differ in the last bits.
 *
 * <p>A process computes in one way. The system property {@value #PROPERTY} names it, {@code matrix-product} or
 * {@code convolution}; it is to be set before the first kernel is compiled.
 */
public enum LinearMaps {
    /** By the engine's library for matrix products. */
    MATRIX_PRODUCT,

    /** By a convolution where the map is large, and channels are whole blocks of 16. */
    CONVOLUTION;

    /** The system property that says how this process computes. */
    public static final String PROPERTY = "peco4j.linear";

    private static final Pattern USED = Pattern.compile("self\\.linear\\(");

    private static final String PRODUCT = """

            def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
              return torch.linear(x, w, b)
            """;

    // Below ten million multiply-adds the convolution gains nothing over the product.
    private static final String BY_CONVOLUTION = """

            def linear(self, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
              out = torch.size(w, 0)
              inner = torch.size(w, 1)
              rows = torch.numel(x) // inner
              if x.dtype != 6 or rows * inner * out < 10000000 or inner % 16 != 0 or out % 16 != 0:
                return torch.linear(x, w, b)
              pixels = torch.permute(torch.reshape(x, [1, 1, rows, inner]), [0, 3, 1, 2])
              kernel = torch.reshape(w, [out, inner, 1, 1])
              y = torch.conv2d(pixels, kernel, b, [1, 1], [0, 0], [1, 1], 1)
              shape = torch.size(x)
              shape[-1] = out
              return torch.reshape(torch.permute(y, [0, 2, 3, 1]), shape)
            """;

    /**
     * The way of this process: that of the system property, or matrix products.
     *
     * @throws IllegalArgumentException if the property names none
     */
    public static LinearMaps ofProcess() {
        String text = System.getProperty(PROPERTY, MATRIX_PRODUCT.text());
        return Arrays.stream(values())
                .filter(way -> way.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no way to linear maps: " + text));
    }

    /** As the system property spells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text of a kernel with the method, where it calls it. */
    String completed(String functions) {
        return USED.matcher(functions).find()
                ? functions.stripTrailing() + "\n" + (this == CONVOLUTION ? BY_CONVOLUTION : PRODUCT)
                : functions;
    }
}
