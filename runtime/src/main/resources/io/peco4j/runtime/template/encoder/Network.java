package @package@;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The tensors of the mixer and what is computed from them; one kernel per block. */
final class @Name@Network {
    private static final double DEVIATION = 0.02;

    private static final Kernel HIDE = Kernel.compile("hide patches", """
            def forward(self, x: Tensor, hidden: Tensor, token: Tensor) -> Tensor:
              h = torch.unsqueeze(hidden, 2)
              return torch.add(torch.mul(x, torch.rsub(h, 1.0)), torch.mul(token, h))
            """);

    private static final Kernel JOIN = Kernel.compile("join the class token", """
            def forward(self, x: Tensor, token: Tensor) -> Tensor:
              return torch.cat([token.expand([torch.size(x, 0), -1, -1]), x], 1)
            """);

    private static final Kernel BLOCK = Kernel.compile("mixer block", """
            def forward(self, x: Tensor, g1: Tensor, b1: Tensor, t1: Tensor, t2: Tensor,
                g2: Tensor, b2: Tensor, c1: Tensor, c2: Tensor) -> Tensor:
              n = torch.transpose(torch.layer_norm(x, [torch.size(x, 2)], g1, b1, 1.0e-06), 1, 2)
              mixed = torch.matmul(torch.gelu(torch.matmul(n, t1)), t2)
              y = torch.add(x, torch.transpose(mixed, 1, 2))
              m = torch.layer_norm(y, [torch.size(y, 2)], g2, b2, 1.0e-06)
              return torch.add(y, torch.matmul(torch.gelu(torch.matmul(m, c1)), c2))
            """);

    private static final Kernel NORM = Kernel.compile("norm", """
            def forward(self, x: Tensor, g: Tensor, b: Tensor) -> Tensor:
              return torch.layer_norm(x, [torch.size(x, 2)], g, b, 1.0e-06)
            """);

    private final Kernel embed;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    @Name@Network(@Name@Options options, NetworkContext context) {
        String side = String.valueOf(options.patch());
        embed = Kernel.compile("embed patches", """
                def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                  maps = self.conv2d(x, w, b, [SIDE, SIDE], [0, 0], [1, 1], 1)
                  return torch.transpose(torch.flatten(maps, 2), 1, 2)
                """.replace("SIDE", side));
        Initial initial = Initial.of(context);
        int width = options.width();
        int tokens = options.tokens();
        parameters.put("cls_token", initial.truncatedNormal(DEVIATION, 1, 1, width));
        parameters.put(
                "patch_embed.weight",
                initial.fanInUniform(3L * options.patch() * options.patch(), width, 3, options.patch(), options.patch()));
        parameters.put("patch_embed.bias", initial.zeros(width));
        for (int i = 0; i < options.depth(); i++) {
            String block = "blocks." + i + ".";
            parameters.put(block + "norm1.weight", initial.ones(width));
            parameters.put(block + "norm1.bias", initial.zeros(width));
            parameters.put(block + "tokens.in", initial.fanInUniform(tokens, tokens, 2L * tokens));
            parameters.put(block + "tokens.out", initial.fanInUniform(2L * tokens, 2L * tokens, tokens));
            parameters.put(block + "norm2.weight", initial.ones(width));
            parameters.put(block + "norm2.bias", initial.zeros(width));
            parameters.put(block + "channels.in", initial.fanInUniform(width, width, 4L * width));
            parameters.put(block + "channels.out", initial.fanInUniform(4L * width, 4L * width, width));
        }
        parameters.put("norm.weight", initial.ones(width));
        parameters.put("norm.bias", initial.zeros(width));
        parameters.values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    /** The live tensors, by the dotted names that they are saved under. */
    Map<String, NDArray> parameters() {
        return parameters;
    }

    /** Pictures (B, 3, S, S) in [-1, 1] to tokens (B, 1 + N, D). */
    NDArray start(NDArray images, Masking masking) {
        NDArray x = embed.apply(images, named("patch_embed.weight"), named("patch_embed.bias"));
        if (masking instanceof Masking.Keep) {
            throw new UnsupportedOperationException("the matrices of a mixer have a row for each patch");
        }
        if (masking instanceof Masking.Replace replace) {
            x = HIDE.apply(x, replace.hidden(), replace.token());
        }
        return JOIN.apply(x, named("cls_token"));
    }

    /** @param index from 0 */
    NDArray block(NDArray x, int index) {
        String block = "blocks." + index + ".";
        return BLOCK.apply(
                x,
                named(block + "norm1.weight"),
                named(block + "norm1.bias"),
                named(block + "tokens.in"),
                named(block + "tokens.out"),
                named(block + "norm2.weight"),
                named(block + "norm2.bias"),
                named(block + "channels.in"),
                named(block + "channels.out"));
    }

    NDArray norm(NDArray x) {
        return NORM.apply(x, named("norm.weight"), named("norm.bias"));
    }

    private NDArray named(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }
}
