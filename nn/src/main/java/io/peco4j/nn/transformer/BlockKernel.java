package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pass of a transformer block as one compiled function, shared by all blocks of equal shape.
 *
 * <p>The residual stream, the norms and the sums of the softmax are float32; in bfloat16 everything else between them
 * is. Up to {@value #LONG} tokens attention is written out: its backward pass is faster than the fused operator's in
 * bfloat16. Beyond, the fused operator saves the memory of the scores. With a bias it is always written out, since the
 * fused operator has no gradient for one.
 */
public final class BlockKernel {
    private static final int LONG = 512;

    private final BlockShape shape;
    private final boolean withBias;
    private final Precision precision;
    private final Kernel steady;
    private final Kernel dropping;

    /**
     * Compiles the pass.
     *
     * @param withBias whether calls pass a bias of the attention scores
     */
    public BlockKernel(BlockShape shape, boolean withBias, Precision precision) {
        this.shape = shape;
        this.withBias = withBias;
        this.precision = precision;
        this.steady = Kernel.compile("transformer block", text(shape, withBias, precision, false));
        this.dropping = Kernel.compile("transformer block with drop path", text(shape, withBias, precision, true));
    }

    /** One pass; the first argument is the residual stream. */
    NDArray run(List<NDArray> arguments) {
        return steady.apply(arguments.toArray(NDArray[]::new));
    }

    /**
     * One pass in which whole branches drop out, sample by sample; the last arguments are the share that stays, and
     * which samples keep the first and the second branch.
     */
    NDArray runDropping(List<NDArray> arguments) {
        return dropping.apply(arguments.toArray(NDArray[]::new));
    }

    /**
     * Bytes that a pass over (B, N, D) tokens keeps for its backward pass: the inputs of norms, linear maps and GELU,
     * queries, keys and values, and the weights of attention where it is written out, or else its result.
     *
     * @param trained whether the weights gather gradients; the inputs of linear maps are kept for these alone
     */
    double activationBytes(Shape tokens, boolean trained) {
        double rows = tokens.get(0) * (double) tokens.get(1);
        double narrow = precision.bytes();
        boolean half = precision == Precision.BFLOAT16;
        boolean writtenOut = withBias || (half && tokens.get(1) <= LONG);
        double norms = 2.0 * Float.BYTES * shape.width();
        double inner = narrow * (3.0 * shape.attentionWidth() + shape.mlpWidth());
        double scores = shape.heads() * (double) tokens.get(1) * (half && withBias ? Float.BYTES + narrow : narrow);
        double mixed = writtenOut && !trained ? 0 : narrow * shape.attentionWidth();
        double inputs = trained ? narrow * (2.0 * shape.width() + shape.mlpWidth()) : 0;
        double scaled = trained && shape.scaled() ? narrow * 2.0 * shape.width() : 0;
        return rows * (norms + inner + (writtenOut ? scores : 0) + mixed + inputs + scaled);
    }

    private static String text(BlockShape shape, boolean withBias, Precision precision, boolean dropping) {
        boolean half = precision == Precision.BFLOAT16;
        List<String> names = new ArrayList<>(List.of("x"));
        if (withBias) {
            names.add("bias");
        }
        names.addAll(List.of("n1w", "n1b", "qkvw"));
        names.addAll(biases(shape.qkvBias()));
        names.addAll(List.of("pw", "pb", "n2w", "n2b", "f1w", "f1b", "f2w", "f2b"));
        if (shape.scaled()) {
            names.addAll(List.of("g1", "g2"));
        }
        if (dropping) {
            names.addAll(List.of("keep", "kept1", "kept2"));
        }
        String attention = withBias ? WRITTEN_OUT_WITH_BIAS : half ? BY_LENGTH : FUSED;
        String source = "def forward(self, " + String.join(": Tensor, ", names) + ": Tensor) -> Tensor:\n"
                + BODY.replace("@gelu", Activation.GELU.of("self.linear(half(m), half(f1w), half(f1b))"))
                        .replace("@attention", attention.indent(2).stripTrailing())
                        .replace(
                                "@project",
                                projection(shape.qkvBias()).indent(2).stripTrailing())
                        .replace("@branch1", branch("a", shape.scaled() ? "g1" : "", dropping ? "kept1" : ""))
                        .replace("@branch2", branch("u", shape.scaled() ? "g2" : "", dropping ? "kept2" : ""));
        return casts(source, half)
                .replace("@heads", Integer.toString(shape.heads()))
                .replace("@dim", Integer.toString(shape.headWidth()))
                .replace("@inner", Integer.toString(shape.attentionWidth()))
                .replace("@long", Integer.toString(LONG))
                .replace("@scale", String.format(Locale.ROOT, "%.17g", 1 / Math.sqrt(shape.headWidth())));
    }

    private static List<String> biases(QkvBias bias) {
        return switch (bias) {
            case NONE -> List.of();
            case FUSED -> List.of("qkvb");
            case QUERY_VALUE -> List.of("qb", "vb");
        };
    }

    private static String projection(QkvBias bias) {
        return switch (bias) {
            case NONE -> "qkv = self.linear(half(h), half(qkvw), None)";
            case FUSED -> WITH_BIAS;
            case QUERY_VALUE -> "qkvb = torch.cat([qb, torch.zeros_like(qb), vb])\n" + WITH_BIAS;
        };
    }

    /** The branch's result, scaled per channel, and zero for the samples that drop it. */
    private static String branch(String result, String gamma, String kept) {
        String scaled = gamma.isEmpty() ? result : "torch.mul(" + result + ", " + gamma + ")";
        return kept.isEmpty() ? scaled : "torch.mul(" + scaled + ", torch.div(" + kept + ", keep))";
    }

    /** {@code half(x)} casts to bfloat16 and {@code full(x)} to float32, or both are nothing. */
    private static String casts(String source, boolean half) {
        return half
                ? source.replaceAll("half\\(([^()]*)\\)", "torch.to($1, 15)")
                        .replaceAll("full\\(([^()]*)\\)", "torch.to($1, 6)")
                : source.replaceAll("(half|full)\\(([^()]*)\\)", "$2");
    }

    private static final String BODY = """
              batch, tokens, width = torch.size(x)
              h = torch.layer_norm(x, [width], n1w, n1b, 1.0e-06, True)
            @project
              parts = torch.permute(torch.reshape(qkv, [batch, tokens, 3, @heads, @dim]), [2, 0, 3, 1, 4])
              q, k, v, = torch.unbind(parts)
            @attention
              joined = torch.reshape(torch.transpose(mixed, 1, 2), [batch, tokens, @inner])
              a = self.linear(joined, half(pw), half(pb))
              y = torch.add(x, @branch1)
              m = torch.layer_norm(y, [width], n2w, n2b, 1.0e-06, True)
              hidden = @gelu
              u = self.linear(hidden, half(f2w), half(f2b))
              return torch.add(y, @branch2)
            """;

    private static final String WITH_BIAS = "qkv = self.linear(half(h), half(qkvw), half(qkvb))";

    private static final String FUSED = "mixed = torch.scaled_dot_product_attention(q, k, v)";

    private static final String WRITTEN_OUT = """
            scores = torch.matmul(torch.mul(q, @scale), torch.transpose(k, 2, 3))
            mixed = torch.matmul(torch.softmax(scores, -1), v)
            """;

    private static final String WRITTEN_OUT_WITH_BIAS = """
            scores = torch.matmul(torch.mul(q, @scale), torch.transpose(k, 2, 3))
            biased = torch.add(scores, bias)
            weights = torch.softmax(biased, -1)
            mixed = torch.matmul(half(weights), v)
            """;

    private static final String BY_LENGTH =
            "if torch.gt(tokens, @long):\n" + FUSED.indent(2) + "else:\n" + WRITTEN_OUT.indent(2);
}
