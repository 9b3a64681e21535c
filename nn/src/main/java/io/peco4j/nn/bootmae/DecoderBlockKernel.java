package io.peco4j.nn.bootmae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.conv.PrecisionKernel;
import io.peco4j.nn.transformer.BlockShape;
import java.util.List;
import java.util.Locale;

/**
 * The pass of a decoder block as one compiled function, shared by all blocks of equal shape.
 *
 * <p>The residual stream, the norms and the softmax are float32; in bfloat16 everything else between them is. Up to
 * {@value #LONG} tokens attention is written out; beyond, the fused operator saves the memory of the scores.
 */
final class DecoderBlockKernel {
    private static final int LONG = 512;

    private final Kernel block;
    private final Kernel cross;

    private final Precision precision;

    DecoderBlockKernel(BlockShape shape, Precision precision) {
        this.precision = precision;
        this.block = PrecisionKernel.compile("decoder block", precision, text(BODY, shape));
        this.cross = PrecisionKernel.compile("cross-attention", precision, text(CROSS, shape));
    }

    /** One pass; the first two arguments are the residual stream and the injected features. */
    NDArray run(List<NDArray> arguments) {
        return block.apply(arguments.toArray(NDArray[]::new));
    }

    /** The cross-attention alone, with the norms before it. */
    NDArray cross(List<NDArray> arguments) {
        return cross.apply(arguments.toArray(NDArray[]::new));
    }

    /**
     * Bytes that one picture keeps for the backward pass.
     *
     * @param source channels of the injected features
     */
    double activationBytes(BlockShape shape, int source, int tokens, int injected) {
        double narrow = precision.bytes();
        double width = shape.width();
        double inner = shape.attentionWidth();
        double norms = Float.BYTES * (3 * tokens * width + injected * (double) source);
        double inputs = narrow * (tokens * (3 * width + 2.0 * shape.mlpWidth()) + injected * (double) source);
        double mixed = narrow * inner * (3.0 * tokens + tokens + 2.0 * injected + 2.0 * tokens);
        double scores = tokens <= LONG ? narrow * shape.heads() * tokens * (double) (tokens + injected) : 0;
        return norms + inputs + mixed + scores;
    }

    private static String text(String body, BlockShape shape) {
        return (body + ATTENTION)
                .replace("@scales", shape.scaled() ? "g1: Tensor, g2: Tensor, g3: Tensor, " : "")
                .replace("@self", shape.scaled() ? "torch.mul(a, g1)" : "a")
                .replace("@crossed", shape.scaled() ? "torch.mul(c, g3)" : "c")
                .replace("@mapped", shape.scaled() ? "torch.mul(u, g2)" : "u")
                .replace("@hidden", Activation.GELU.of("self.linear(m, self.narrow(f1w), self.narrow(f1b))"))
                .replace("@heads", Integer.toString(shape.heads()))
                .replace("@dim", Integer.toString(shape.headWidth()))
                .replace("@inner", Integer.toString(shape.attentionWidth()))
                .replace("@long", Integer.toString(LONG))
                .replace("@scale", String.format(Locale.ROOT, "%.17g", 1 / Math.sqrt(shape.headWidth())));
    }

    private static final String BODY = """
            def forward(self, x: Tensor, features: Tensor, @scalesqb: Tensor, vb: Tensor, cqb: Tensor, cvb: Tensor, \
            n1w: Tensor, n1b: Tensor, qkvw: Tensor, pw: Tensor, pb: Tensor, n3w: Tensor, n3b: Tensor, n4w: Tensor, \
            n4b: Tensor, cqw: Tensor, ckvw: Tensor, cpw: Tensor, cpb: Tensor, n2w: Tensor, n2b: Tensor, f1w: Tensor, \
            f1b: Tensor, f2w: Tensor, f2b: Tensor) -> Tensor:
              batch, tokens, width = torch.size(x)
              h = self.narrow(torch.layer_norm(x, [width], n1w, n1b, 1.0e-06, True))
              qkvb = torch.cat([qb, torch.zeros_like(qb), vb])
              qkv = self.linear(h, self.narrow(qkvw), self.narrow(qkvb))
              parts = torch.permute(torch.reshape(qkv, [batch, tokens, 3, @heads, @dim]), [2, 0, 3, 1, 4])
              q, k, v, = torch.unbind(parts)
              a = self.linear(self.mixed(q, k, v), self.narrow(pw), self.narrow(pb))
              y = torch.add(x, @self)
              c = self.cross(y, features, n3w, n3b, n4w, n4b, cqw, cqb, ckvw, cvb, cpw, cpb)
              z = torch.add(y, @crossed)
              m = self.narrow(torch.layer_norm(z, [width], n2w, n2b, 1.0e-06, True))
              u = self.linear(@hidden, self.narrow(f2w), self.narrow(f2b))
              return torch.add(z, @mapped)
            """;

    private static final String CROSS = """
            def forward(self, x: Tensor, features: Tensor, cqb: Tensor, cvb: Tensor, n3w: Tensor, n3b: Tensor, \
            n4w: Tensor, n4b: Tensor, cqw: Tensor, ckvw: Tensor, cpw: Tensor, cpb: Tensor) -> Tensor:
              return self.wide(self.cross(x, features, n3w, n3b, n4w, n4b, cqw, cqb, ckvw, cvb, cpw, cpb))
            """;

    private static final String ATTENTION = """

            def cross(self, x: Tensor, features: Tensor, n3w: Tensor, n3b: Tensor, n4w: Tensor, n4b: Tensor, \
            qw: Tensor, qb: Tensor, kvw: Tensor, vb: Tensor, pw: Tensor, pb: Tensor) -> Tensor:
              batch, tokens, width = torch.size(x)
              asking = self.narrow(torch.layer_norm(x, [width], n3w, n3b, 1.0e-06, True))
              asked = self.narrow(torch.layer_norm(features, [torch.size(features, 2)], n4w, n4b, 1.0e-06, True))
              query = self.linear(asking, self.narrow(qw), self.narrow(qb))
              q = torch.transpose(torch.reshape(query, [batch, tokens, @heads, @dim]), 1, 2)
              kvb = torch.cat([torch.zeros_like(vb), vb])
              kv = self.linear(asked, self.narrow(kvw), self.narrow(kvb))
              parts = torch.permute(torch.reshape(kv, [batch, -1, 2, @heads, @dim]), [2, 0, 3, 1, 4])
              k, v, = torch.unbind(parts)
              return self.linear(self.mixed(q, k, v), self.narrow(pw), self.narrow(pb))

            def mixed(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
              batch, heads, tokens, dim = torch.size(q)
              if torch.gt(tokens, @long):
                mixed = torch.scaled_dot_product_attention(q, k, v)
              else:
                scores = torch.matmul(torch.mul(q, @scale), torch.transpose(k, 2, 3))
                mixed = torch.matmul(self.narrow(torch.softmax(self.wide(scores), -1)), v)
              return torch.reshape(torch.transpose(mixed, 1, 2), [batch, tokens, @inner])
            """;
}
