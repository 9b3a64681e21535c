package io.peco4j.nn.video;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.transformer.BlockShape;
import java.util.List;
import java.util.Locale;

/**
 * The pass of a block with divided attention as one compiled function, shared by all blocks of a network.
 *
 * <p>The residual stream, the norms and the softmax are float32; in bfloat16 everything else between them is.
 * Up to {@value #LONG} tokens attention is written out, which over the few frames of a patch is faster in both
 * directions than the fused operator. Beyond, that operator saves the memory of the scores.
 */
final class DividedBlockKernel {
    private static final int LONG = 512;

    private final BlockShape shape;
    private final Precision precision;
    private final Kernel steady;
    private final Kernel dropping;

    DividedBlockKernel(BlockShape shape, Precision precision) {
        this.shape = shape;
        this.precision = precision;
        this.steady = Kernel.compile("divided block", text(shape, precision, false));
        this.dropping = Kernel.compile("divided block with drop path", text(shape, precision, true));
    }

    /** One pass; the arguments are the residual stream, something with the frames' shape, and the weights. */
    NDArray run(List<NDArray> arguments) {
        return steady.apply(arguments.toArray(NDArray[]::new));
    }

    /**
     * One pass in which branches drop out: attention along time patch by patch, before {@code temporal_fc}, attention
     * across a frame frame by frame, and the MLP video by video. The last argument is the share that stays.
     */
    NDArray runDropping(List<NDArray> arguments) {
        return dropping.apply(arguments.toArray(NDArray[]::new));
    }

    /**
     * Bytes that one pass keeps for its backward pass.
     *
     * @param batch videos B
     * @param patches N of a frame
     * @param frames T of a video
     * @param trained whether the weights gather gradients
     */
    double activationBytes(double batch, double patches, double frames, boolean trained) {
        double tubes = batch * patches * frames;
        double pictures = batch * frames * (1 + patches);
        double tokens = batch + tubes;
        double narrow = precision.bytes();
        double norms = Float.BYTES * shape.width() * (tubes + 2 * tokens);
        double attended = tubes * attentionBytes(frames, trained) + pictures * attentionBytes(1 + patches, trained);
        double inputs = trained ? narrow * shape.width() * (2 * tubes + pictures + tokens) : 0;
        double mapped = narrow * shape.mlpWidth() * tokens * (trained ? 2 : 1);
        return norms + attended + inputs + mapped;
    }

    /** Of a token that attends to so many: queries, keys and values, the weights, and what the projection reads. */
    private double attentionBytes(double others, boolean trained) {
        double narrow = precision.bytes();
        boolean half = precision == Precision.BFLOAT16;
        boolean fused = others > LONG;
        double weights = fused ? 0 : shape.heads() * others * (half ? Float.BYTES + narrow : narrow);
        return narrow * shape.attentionWidth() * (fused || trained ? 4 : 3) + weights;
    }

    private static String text(BlockShape shape, Precision precision, boolean dropping) {
        boolean half = precision == Precision.BFLOAT16;
        return (dropping ? BODY + DROPPED : BODY)
                .replace("@keep", dropping ? ", keep: Tensor" : "")
                .replace("@along", dropping ? "self.narrow(self.dropped(strip, strips, keep))" : "strip")
                .replace("@across", dropping ? "self.narrow(self.dropped(picture, pictures, keep))" : "picture")
                .replace("@mapped", dropping ? "self.dropped(mapped, x, keep)" : "mapped")
                .replace("@hidden", Activation.GELU.of("self.linear(m, self.narrow(f1w), self.narrow(f1b))"))
                .replace("@narrow", half ? "torch.to(x, 15)" : "x")
                .replace("@wide", half ? "torch.to(x, 6)" : "x")
                .replace("@heads", Integer.toString(shape.heads()))
                .replace("@dim", Integer.toString(shape.headWidth()))
                .replace("@long", Integer.toString(LONG))
                .replace("@inner", Integer.toString(shape.attentionWidth()))
                .replace("@scale", String.format(Locale.ROOT, "%.17g", 1 / Math.sqrt(shape.headWidth())));
    }

    /** Some rows at random become zero, the others grow so that the mean stays. */
    private static final String DROPPED = """

            def dropped(self, branch: Tensor, rows: Tensor, keep: Tensor) -> Tensor:
              row = self.wide(torch.slice(torch.slice(rows, 1, 0, 1), 2, 0, 1))
              kept = torch.floor(torch.add(torch.rand_like(row), keep))
              return torch.mul(branch, torch.div(kept, keep))
            """;

    /** Tokens are (B, 1 + N T, D), the patch before the frame: what attends along time lies together. */
    private static final String BODY = """
            def forward(self, x: Tensor, time: Tensor, tnw: Tensor, tnb: Tensor, tqw: Tensor, tqb: Tensor, tpw: Tensor, \
            tpb: Tensor, tfw: Tensor, tfb: Tensor, n1w: Tensor, n1b: Tensor, qw: Tensor, qb: Tensor, pw: Tensor, \
            pb: Tensor, n2w: Tensor, n2b: Tensor, f1w: Tensor, f1b: Tensor, f2w: Tensor, f2b: Tensor@keep) -> Tensor:
              batch, tokens, width = torch.size(x)
              frames = torch.size(time, 1)
              patches = torch.floordiv(torch.sub(tokens, 1), frames)
              first = torch.slice(x, 1, 0, 1)
              rest = torch.slice(x, 1, 1)
              strips = torch.reshape(rest, [torch.mul(batch, patches), frames, width])
              h = self.narrow(torch.layer_norm(strips, [width], tnw, tnb, 1.0e-06, True))
              strip = self.attend(h, tqw, tqb, tpw, tpb)
              mixed = self.linear(@along, self.narrow(tfw), self.narrow(tfb))
              along = torch.reshape(mixed, [batch, torch.mul(patches, frames), width])
              y = torch.cat([first, torch.add(rest, along)], 1)
              n = self.narrow(torch.layer_norm(y, [width], n1w, n1b, 1.0e-06, True))
              copies = torch.expand(torch.unsqueeze(torch.slice(n, 1, 0, 1), 1), [-1, frames, -1, -1])
              grid = torch.transpose(torch.reshape(torch.slice(n, 1, 1), [batch, patches, frames, width]), 1, 2)
              pictures = torch.reshape(torch.cat([copies, grid], 2), [torch.mul(batch, frames), -1, width])
              picture = self.attend(pictures, qw, qb, pw, pb)
              seen = torch.reshape(@across, [batch, frames, -1, width])
              mean = torch.mean(self.wide(torch.slice(seen, 2, 0, 1)), [1])
              back = torch.reshape(torch.transpose(torch.slice(seen, 2, 1), 1, 2), [batch, -1, width])
              across = torch.cat([mean, self.wide(back)], 1)
              z = torch.add(y, across)
              m = self.narrow(torch.layer_norm(z, [width], n2w, n2b, 1.0e-06, True))
              mapped = self.linear(@hidden, self.narrow(f2w), self.narrow(f2b))
              return torch.add(z, @mapped)

            def attend(self, x: Tensor, w: Tensor, b: Tensor, pw: Tensor, pb: Tensor) -> Tensor:
              rows, tokens, width = torch.size(x)
              qkv = self.linear(x, self.narrow(w), self.narrow(b))
              parts = torch.permute(torch.reshape(qkv, [rows, tokens, 3, @heads, @dim]), [2, 0, 3, 1, 4])
              q, k, v, = torch.unbind(parts)
              if torch.gt(tokens, @long):
                mixed = torch.scaled_dot_product_attention(q, k, v)
              else:
                scores = torch.matmul(torch.mul(q, @scale), torch.transpose(k, 2, 3))
                mixed = torch.matmul(self.narrow(torch.softmax(self.wide(scores), -1)), v)
              joined = torch.reshape(torch.transpose(mixed, 1, 2), [rows, tokens, @inner])
              return self.linear(joined, self.narrow(pw), self.narrow(pb))

            def narrow(self, x: Tensor) -> Tensor:
              return @narrow

            def wide(self, x: Tensor) -> Tensor:
              return @wide
            """;
}
