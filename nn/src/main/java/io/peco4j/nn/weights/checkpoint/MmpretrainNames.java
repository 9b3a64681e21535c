package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/** How mmpretrain and mmsegmentation call the parts of a vision transformer; the latter has PyTorch's attention. */
final class MmpretrainNames {
    private MmpretrainNames() {}

    static List<Renaming> rules() {
        return List.of(
                part("patch_embed\\.projection", "patch_embed.projection", "patch_embed\\.proj", "patch_embed.proj"),
                block("ln1", "ln1", "norm1", "norm1"),
                block("ln2", "ln2", "norm2", "norm2"),
                block("ffn\\.layers\\.0\\.0", "ffn.layers.0.0", "mlp\\.fc1", "mlp.fc1"),
                block("ffn\\.layers\\.1", "ffn.layers.1", "mlp\\.fc2", "mlp.fc2"),
                Renaming.of(
                        "layers\\.(\\d+)\\.attn\\.attn\\.in_proj_(weight|bias)", "blocks.$1.attn.qkv.$2", "(?!)", ""),
                Renaming.of("layers\\.(\\d+)\\.attn\\.attn\\.out_proj\\.(.+)", "blocks.$1.attn.proj.$2", "(?!)", ""),
                Renaming.of("layers\\.(\\d+)\\.(.+)", "blocks.$1.$2", "blocks\\.(\\d+)\\.(.+)", "layers.$1.$2"),
                part("(?:ln1|norm1)", "ln1", "norm", "norm"));
    }

    private static Renaming block(String theirs, String toTheirs, String ours, String toOurs) {
        return Renaming.of(
                "layers\\.(\\d+)\\." + theirs + "\\.(.+)",
                "blocks.$1." + toOurs + ".$2",
                "blocks\\.(\\d+)\\." + ours + "\\.(.+)",
                "layers.$1." + toTheirs + ".$2");
    }

    private static Renaming part(String theirs, String toTheirs, String ours, String toOurs) {
        return Renaming.of(theirs + "\\.(.+)", toOurs + ".$1", ours + "\\.(.+)", toTheirs + ".$1");
    }
}
