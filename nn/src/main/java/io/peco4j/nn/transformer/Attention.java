package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head self-attention: parameters {@code qkv.weight}, {@code qkv.bias} or {@code q_bias} and {@code v_bias} or
 * none of them, {@code proj.weight}, {@code proj.bias}, and with relative positions
 * {@code relative_position_bias_table} and the buffer {@code relative_position_index}.
 *
 * <p>(B, N, D) float32 to the same shape. Run alone it is a composition of small float32 kernels; inside a
 * {@link TransformerBlock} it is part of the block's one kernel. Vaswani et al. 2017, section 3.2; biases as in BEiT.
 */
public final class Attention extends Layer {
    private static final Kernel ATTEND = Kernel.compile("attend", """
            def forward(self, q: Tensor, k: Tensor, v: Tensor, scale: Tensor) -> Tensor:
              return torch.matmul(torch.softmax(torch.matmul(torch.mul(q, scale), torch.transpose(k, 2, 3)), -1), v)
            """);

    private static final Kernel WEIGHTS = Kernel.compile("attention weights", """
            def forward(self, q: Tensor, k: Tensor, scale: Tensor) -> Tensor:
              return torch.softmax(torch.matmul(torch.mul(q, scale), torch.transpose(k, 2, 3)), -1)
            """);

    private static final Kernel WEIGHTS_WITH_BIAS = Kernel.compile("attention weights with bias", """
            def forward(self, q: Tensor, k: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
              scores = torch.add(torch.matmul(torch.mul(q, scale), torch.transpose(k, 2, 3)), bias)
              return torch.softmax(scores, -1)
            """);

    private static final Kernel ATTEND_WITH_BIAS = Kernel.compile("attend with bias", """
            def forward(self, q: Tensor, k: Tensor, v: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
              scores = torch.add(torch.matmul(torch.mul(q, scale), torch.transpose(k, 2, 3)), bias)
              return torch.matmul(torch.softmax(scores, -1), v)
            """);

    private static final Kernel ADD_QUERY_VALUE_BIAS = Kernel.compile("query and value bias", """
            def forward(self, x: Tensor, query: Tensor, value: Tensor) -> Tensor:
              return torch.add(x, torch.cat([query, torch.zeros_like(query), value]))
            """);

    private final BlockShape shape;
    private final Linear qkv;
    private final @Nullable NDArray queryBias;
    private final @Nullable NDArray valueBias;
    private final Linear proj;
    private final @Nullable NDArray table;
    private final @Nullable RelativePositions positions;
    private final NDArray scale;

    /**
     * An attention layer.
     *
     * @param start of queries, keys and values, each a matrix of its own, and of the projection behind the heads
     * @param positions relative positions with a table of this layer's own, which starts at 0; null: none, or shared by
     *     all blocks and passed in
     */
    public Attention(
            NetworkContext context, BlockShape shape, BlockStart start, @Nullable RelativePositions positions) {
        Initial initial = Initial.of(context);
        this.shape = shape;
        int inner = shape.attentionWidth();
        boolean apart = shape.qkvBias() == QkvBias.QUERY_VALUE;
        this.queryBias = apart ? parameter("q_bias", initial.zeros(inner)) : null;
        this.valueBias = apart ? parameter("v_bias", initial.zeros(inner)) : null;
        this.positions = positions;
        this.table = positions == null
                ? null
                : parameter(RelativePositions.TABLE, initial.zeros(positions.rows(), shape.heads()));
        if (positions != null) {
            buffer(RelativePositions.INDEX, positions.index());
        }
        this.qkv = child("qkv", new Linear(context, stacked(initial, start.qkv()), shape.qkvBias() == QkvBias.FUSED));
        this.proj = child("proj", new Linear(context, inner, shape.width(), start.projection()));
        this.scale = initial.full((float) (1 / Math.sqrt(shape.headWidth())));
    }

    private NDArray stacked(Initial initial, WeightRule rule) {
        try (NDArray query = rule.draw(initial, shape.attentionWidth(), shape.width());
                NDArray key = rule.draw(initial, shape.attentionWidth(), shape.width());
                NDArray value = rule.draw(initial, shape.attentionWidth(), shape.width())) {
            return NDArrays.concat(new NDList(query, key, value));
        }
    }

    /**
     * What is added to the scores of all heads, (heads, N, N), owned by the manager of {@code x}; none without a table.
     */
    public Optional<NDArray> bias(NDArray x) {
        return positions == null ? Optional.empty() : bias(x, positions);
    }

    /** The same where the tokens are of another grid than the table. */
    Optional<NDArray> bias(NDArray x, RelativePositions pairs) {
        return table == null ? Optional.empty() : Optional.of(pairs.bias(x, table));
    }

    @Override
    public NDArray forward(NDArray x, boolean training) {
        return forward(x, bias(x).orElse(null));
    }

    /** One pass with a given bias of the scores, (heads, N, N). */
    NDArray forward(NDArray x, @Nullable NDArray bias) {
        Shape in = x.getShape();
        NDList parts = parts(x);
        NDArray q = parts.get(0).squeeze(0);
        NDArray k = parts.get(1).squeeze(0);
        NDArray v = parts.get(2).squeeze(0);
        NDArray heads = bias == null ? ATTEND.apply(q, k, v, scale) : ATTEND_WITH_BIAS.apply(q, k, v, scale, bias);
        return proj.forward(heads.transpose(0, 2, 1, 3).reshape(in.get(0), in.get(1), shape.attentionWidth()), false);
    }

    /** How much each token takes from each other one: float32 (B, heads, N, N), rows that add up to 1. */
    public NDArray weights(NDArray x) {
        return weights(x, bias(x).orElse(null));
    }

    /** The same with a given bias of the scores, (heads, N, N). */
    NDArray weights(NDArray x, @Nullable NDArray bias) {
        NDList parts = parts(x);
        NDArray q = parts.get(0).squeeze(0);
        NDArray k = parts.get(1).squeeze(0);
        return bias == null ? WEIGHTS.apply(q, k, scale) : WEIGHTS_WITH_BIAS.apply(q, k, scale, bias);
    }

    /** Queries, keys and values, each (1, B, heads, N, head width). */
    private NDList parts(NDArray x) {
        Shape in = x.getShape();
        NDArray mixed = qkv.forward(x, false);
        if (queryBias != null && valueBias != null) {
            mixed = ADD_QUERY_VALUE_BIAS.apply(mixed, queryBias, valueBias);
        }
        return mixed.reshape(in.get(0), in.get(1), 3, shape.heads(), shape.headWidth())
                .transpose(2, 0, 3, 1, 4)
                .split(3);
    }

    /** The arguments that a block's kernel takes from this layer, in its order. */
    List<NDArray> arguments() {
        List<NDArray> arguments = new ArrayList<>(5);
        arguments.add(qkv.weight());
        qkv.bias().ifPresent(arguments::add);
        if (queryBias != null && valueBias != null) {
            arguments.add(queryBias);
            arguments.add(valueBias);
        }
        arguments.add(proj.weight());
        arguments.add(proj.bias().orElseThrow());
        return arguments;
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public double flops(Shape input) {
        return shape.attentionFlops(input);
    }
}
