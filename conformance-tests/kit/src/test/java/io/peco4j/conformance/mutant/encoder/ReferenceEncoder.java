package io.peco4j.conformance.mutant.encoder;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.transformer.PositionGrid;
import io.peco4j.nn.weights.Weights;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Two blocks in which each token hears of the mean of all: the least that a transformer can be. */
class ReferenceEncoder implements VisionEncoder {
    static final int SIDE = 16;
    static final int PATCH = 4;
    static final int WIDTH = 8;
    static final int DEPTH = 2;

    private static final Kernel EMBED = Kernel.compile("embed patches", """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              maps = self.conv2d(x, w, b, [4, 4], [0, 0], [1, 1], 1)
              return torch.transpose(torch.flatten(maps, 2), 1, 2)
            """);

    private static final Kernel REPLACE = Kernel.compile("replace patches", """
            def forward(self, x: Tensor, hidden: Tensor, token: Tensor) -> Tensor:
              h = torch.unsqueeze(hidden, 2)
              return torch.add(torch.mul(x, torch.rsub(h, 1.0)), torch.mul(token, h))
            """);

    private static final Kernel KEEP = Kernel.compile("keep patches", """
            def forward(self, x: Tensor, visible: Tensor) -> Tensor:
              rows = torch.unsqueeze(visible, 2).expand([-1, -1, torch.size(x, 2)])
              return torch.gather(x, 1, rows)
            """);

    private static final Kernel JOIN = Kernel.compile("join the class token", """
            def forward(self, x: Tensor, token: Tensor) -> Tensor:
              return torch.cat([token.expand([torch.size(x, 0), -1, -1]), x], 1)
            """);

    private static final Kernel BLOCK = Kernel.compile("block", """
            def forward(self, x: Tensor, own: Tensor, mean: Tensor, b: Tensor) -> Tensor:
              heard = torch.matmul(torch.mean(x, [1], True), mean)
              return torch.add(x, torch.tanh(torch.add(torch.add(torch.matmul(x, own), heard), b)))
            """);

    private static final Kernel NORM = Kernel.compile("norm", """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.layer_norm(x, [torch.size(x, 2)], w, b, 1.0e-06)
            """);

    final NetworkContext context;
    private final Options options;
    private PictureSize size = PictureSize.square(SIDE);
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    /** Nothing to choose. */
    record Options() {}

    @Inject
    ReferenceEncoder(Options options, NetworkContext context) {
        this.options = options;
        this.context = context;
        Initial initial = Initial.of(context);
        parameters.put("cls_token", initial.normal(0.5, 1, 1, WIDTH));
        parameters.put("pos_embed", initial.normal(0.5, 1, grid().patches(), WIDTH));
        parameters.put("patch_embed.weight", initial.fanInUniform(12, WIDTH, 3, PATCH, PATCH));
        parameters.put("patch_embed.bias", initial.zeros(WIDTH));
        for (int i = 0; i < DEPTH; i++) {
            parameters.put("blocks." + i + ".own", initial.fanInUniform(WIDTH, WIDTH, WIDTH));
            parameters.put("blocks." + i + ".mean", initial.fanInUniform(WIDTH, WIDTH, WIDTH));
            parameters.put("blocks." + i + ".bias", initial.zeros(WIDTH));
        }
        parameters.put("norm.weight", initial.ones(WIDTH));
        parameters.put("norm.bias", initial.zeros(WIDTH));
        parameters.values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    @Override
    public PictureSize imageSize() {
        return size;
    }

    @Override
    public int patchSize() {
        return PATCH;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public int heads() {
        return 2;
    }

    @Override
    public int depth() {
        return DEPTH;
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        NDArray x = start(images, masking);
        for (int i = 0; i < DEPTH; i++) {
            x = block(x, i, training);
        }
        return norm(x);
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return norm(tokens);
    }

    private NDArray norm(NDArray x) {
        return NORM.apply(x, named("norm.weight"), named("norm.bias"));
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        List<NDArray> found = new ArrayList<>();
        NDArray x = start(images, masking);
        for (int i = 0; i < DEPTH; i++) {
            x = block(x, i, training);
            if (layers.contains(i + 1)) {
                found.add(x);
            }
        }
        return found;
    }

    NDArray start(NDArray images, Masking masking) {
        NDArray x = EMBED.apply(images, named("patch_embed.weight"), named("patch_embed.bias"));
        if (masking instanceof Masking.Replace replace) {
            x = replace(x, replace);
        }
        x = x.add(positions(images, PictureSize.of(images).grid(PATCH)));
        if (masking instanceof Masking.Keep keep) {
            x = keep(x, keep);
        }
        return JOIN.apply(x, named("cls_token"));
    }

    NDArray positions(NDArray owner, PatchGrid grid) {
        NDArray own = named("pos_embed");
        return grid.equals(grid()) ? own : PositionGrid.resize(owner, own, 0, grid(), grid);
    }

    NDArray replace(NDArray x, Masking.Replace masking) {
        return REPLACE.apply(x, masking.hidden(), masking.token());
    }

    NDArray keep(NDArray x, Masking.Keep masking) {
        return KEEP.apply(x, masking.visible());
    }

    NDArray block(NDArray x, int index, boolean training) {
        String name = "blocks." + index;
        return BLOCK.apply(x, named(name + ".own"), named(name + ".mean"), named(name + ".bias"));
    }

    final NDArray named(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    @Override
    public Map<String, NDArray> state() {
        return parameters;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return parameters;
    }

    @Override
    public int layerOf(String parameter) {
        return switch (parameter.split("\\.", 2)[0]) {
            case "blocks" -> 1 + Integer.parseInt(parameter.split("\\.", 3)[1]);
            case "norm" -> DEPTH + 1;
            default -> 0;
        };
    }

    @Override
    public Set<String> withoutWeightDecay() {
        Set<String> spared = new TreeSet<>(Set.of("cls_token", "pos_embed", "norm.weight"));
        parameters.keySet().stream().filter(name -> name.endsWith("bias")).forEach(spared::add);
        return spared;
    }

    @Override
    public Set<String> patchEmbedding() {
        return Set.of("patch_embed.weight", "patch_embed.bias");
    }

    @Override
    public Set<String> finalNorm() {
        return Set.of("norm.weight", "norm.bias");
    }

    @Override
    public VisionEncoder twin(PictureSize other, NetworkContext its) {
        ReferenceEncoder twin = made(options, its);
        Map<String, NDArray> state = new LinkedHashMap<>(state());
        if (!other.equals(size)) {
            NDArray positions = positions(named("pos_embed"), other.grid(PATCH)).duplicate();
            positions.attach(its.manager());
            positions.setRequiresGradient(true);
            twin.parameters.put("pos_embed", positions);
            twin.size = other;
            state.put("pos_embed", positions);
        }
        Weights.copyInto(twin.state(), state);
        return twin;
    }

    /** Another of the same class. */
    ReferenceEncoder made(Options same, NetworkContext other) {
        try {
            return getClass()
                    .getDeclaredConstructor(Options.class, NetworkContext.class)
                    .newInstance(same, other);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
