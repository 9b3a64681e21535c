package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/**
 * How torchvision calls the parts of a vision transformer. The tensors are ours: queries, keys and values lie in one
 * matrix in the same order. Its older releases number the layers of the MLP in another way.
 */
final class TorchvisionNames {
    private TorchvisionNames() {}

    static List<Renaming> rules() {
        return List.of(
                Renaming.of("class_token", "cls_token", "cls_token", "class_token"),
                Renaming.of("encoder\\.pos_embedding", "pos_embed", "pos_embed", "encoder.pos_embedding"),
                part("conv_proj\\.", "conv_proj.", "patch_embed\\.proj\\.", "patch_embed.proj."),
                part("encoder\\.ln\\.", "encoder.ln.", "norm\\.", "norm."),
                part("heads\\.head\\.", "heads.head.", "head\\.", "head."),
                block("ln_1\\.", "ln_1.", "norm1\\.", "norm1."),
                block("ln_2\\.", "ln_2.", "norm2\\.", "norm2."),
                block("self_attention\\.in_proj_", "self_attention.in_proj_", "attn\\.qkv\\.", "attn.qkv."),
                block("self_attention\\.out_proj\\.", "self_attention.out_proj.", "attn\\.proj\\.", "attn.proj."),
                block("mlp\\.(?:0|linear_1)\\.", "mlp.0.", "mlp\\.fc1\\.", "mlp.fc1."),
                block("mlp\\.(?:3|linear_2)\\.", "mlp.3.", "mlp\\.fc2\\.", "mlp.fc2."));
    }

    private static Renaming part(String theirs, String toTheirs, String ours, String toOurs) {
        return Renaming.of(theirs + "(weight|bias)", toOurs + "$1", ours + "(weight|bias)", toTheirs + "$1");
    }

    private static Renaming block(String theirs, String toTheirs, String ours, String toOurs) {
        return Renaming.of(
                "encoder\\.layers\\.encoder_layer_(\\d+)\\." + theirs + "(weight|bias)",
                "blocks.$1." + toOurs + "$2",
                "blocks\\.(\\d+)\\." + ours + "(weight|bias)",
                "encoder.layers.encoder_layer_$1." + toTheirs + "$2");
    }
}
