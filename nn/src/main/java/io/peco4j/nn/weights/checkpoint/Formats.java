package io.peco4j.nn.weights.checkpoint;

import static io.peco4j.nn.weights.checkpoint.CheckpointFormat.named;
import static io.peco4j.nn.weights.checkpoint.CheckpointFormat.plain;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Foreign;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Place;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Variant;
import java.util.List;
import java.util.stream.Stream;

/** The formats that are known, the more particular ones first. */
public final class Formats {
    private static final String VIT = "blocks\\.0\\.attn\\.qkv\\.weight";
    private static final String TABLE = "relative_position_bias_table";
    private static final String RESNET = "layer1\\.0\\.conv1\\.weight";

    /** Names that no rule changes: peco4j's own, and whatever is not recognised. */
    public static final CheckpointFormat PECO4J = plain("peco4j", "peco4j's own names");

    private static final List<CheckpointFormat> ORIGINALS = List.of(
            new CheckpointFormat(
                    "vqgan",
                    "taming-transformers: VQGAN and VQ-VAE",
                    List.of(Variant.of(
                            "tokenizer",
                            "encoder\\.conv_in\\.weight",
                            "decoder\\.conv_in\\.weight",
                            "quantize\\..*",
                            "quant_conv\\.weight")),
                    Place.ALONE,
                    Naming.SAME,
                    List.of(Foreign.of("discriminator and perceptual loss", "loss\\..*"))),
            plain(
                    "dall-e",
                    "OpenAI DALL-E: dVAE",
                    Variant.of("encoder or decoder", "blocks\\.input\\.w", "blocks\\.output\\.conv\\.w")),
            plain("lpips", "LPIPS: linear layers", Variant.of("linear layers", "lin0\\.model\\.1\\.weight")),
            new CheckpointFormat(
                    "timesformer",
                    "TimeSformer",
                    List.of(Variant.of("video transformer", "blocks\\.0\\.temporal_attn\\.qkv\\.weight")),
                    new Place(List.of(), "model."),
                    Naming.SAME,
                    List.of()),
            new CheckpointFormat(
                    "moco-v3",
                    "MoCo v3: ViT and ResNet-50",
                    List.of(
                            Variant.of("ViT and its momentum copy", "(base|momentum)_encoder\\." + VIT),
                            Variant.of("ResNet and its momentum copy", "(base|momentum)_encoder\\." + RESNET)),
                    new Place(List.of("base_encoder.", "momentum_encoder."), "module.base_encoder."),
                    Naming.SAME,
                    List.of()),
            plain(
                    "beit-segmentation",
                    "BEiT and MAE segmentation: ViT with UperHead",
                    Variant.of(
                            "BEiT and segmentation heads",
                            "backbone\\.(blocks\\.0\\.attn\\.(q_bias|" + TABLE + ")|rel_pos_bias\\." + TABLE + ")",
                            "backbone\\." + VIT,
                            "decode_head\\..*"),
                    Variant.of("ViT and segmentation heads", "backbone\\." + VIT, "decode_head\\..*")),
            new CheckpointFormat(
                    "dino",
                    "DINO: ViT as a backbone",
                    List.of(
                            Variant.of("ViT and projection head", "backbone\\." + VIT, "head\\.mlp\\.0\\.weight"),
                            Variant.only(
                                    "ViT",
                                    "(?!backbone\\.|neck\\.|\\w+_heads?\\.).*|backbone\\.(cls_token|pos_embed|(patch_embed\\.proj|norm)\\..*"
                                            + "|blocks\\.\\d+\\.(norm[12]|attn\\.(qkv|proj)|mlp\\.fc[12])\\.(weight|bias))",
                                    "backbone\\." + VIT,
                                    "backbone\\.patch_embed\\.proj\\.weight")),
                    new Place(List.of("backbone."), "backbone."),
                    Naming.SAME,
                    List.of()),
            new CheckpointFormat(
                    "mmpretrain",
                    "mmpretrain and mmsegmentation: VisionTransformer",
                    List.of(Variant.of("ViT", "(backbone\\.)?layers\\.0\\.ln1\\.weight")),
                    new Place(List.of("backbone.", ""), "backbone."),
                    Naming.of(MmpretrainNames.rules()),
                    List.of()),
            plain(
                    "mae",
                    "MAE",
                    Variant.of("encoder and decoder", VIT, "decoder_blocks\\.0\\..*"),
                    Variant.of("fine-tuned", VIT, "blocks\\.0\\.attn\\.qkv\\.bias", "fc_norm\\.weight")),
            plain(
                    "bootmae",
                    "BootMAE: encoder and decoders",
                    Variant.of("encoder and decoders", VIT, "decode_blocks\\.0\\.c_attn\\.kv\\.weight")),
            plain(
                    "beit",
                    "BEiT, BEiT v2, fine-tuned BootMAE",
                    Variant.of("pre-trained", "blocks\\.0\\.attn\\.q_bias", "lm_head\\.weight"),
                    Variant.of("fine-tuned", "blocks\\.0\\.attn\\.q_bias", "fc_norm\\.weight"),
                    Variant.of("encoder", "blocks\\.0\\.attn\\.q_bias", VIT)),
            named(
                    "timm",
                    "timm's names: DeiT, DINO and DINOv2 backbones, MAE encoders",
                    TimmNames.naming(),
                    Variant.of("distilled ViT", VIT, "dist_token"),
                    Variant.of("ViT", VIT, "patch_embed\\.proj\\.weight")),
            named(
                    "torchvision",
                    "torchvision: ResNet, VGG, SqueezeNet, ViT",
                    Naming.of(TorchvisionNames.rules()),
                    Variant.of("ResNet", "conv1\\.weight", RESNET),
                    Variant.of("SqueezeNet", "features\\.3\\.squeeze\\.weight"),
                    Variant.of("VGG", "features\\.0\\.weight", "features\\.0\\.bias"),
                    Variant.of(
                            "ViT",
                            "conv_proj\\.weight",
                            "encoder\\.layers\\.encoder_layer_0\\.self_attention\\.in_proj_bias",
                            "encoder\\.pos_embedding")));

    private static final List<CheckpointFormat> ALL = Stream.of(ORIGINALS, HuggingFaceFormats.all(), List.of(PECO4J))
            .flatMap(List::stream)
            .toList();

    private Formats() {}

    /** All of them, in the order in which they are tried. */
    public static List<CheckpointFormat> all() {
        return ALL;
    }

    /**
     * The format of an id.
     *
     * @throws InvalidInputException PECO-310 if there is none
     */
    public static CheckpointFormat of(String id) {
        List<String> ids = ALL.stream().map(CheckpointFormat::id).toList();
        return ALL.stream()
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        "PECO-310",
                        "no format of weight files is called " + id,
                        "--format",
                        DidYouMean.hint(id, ids))));
    }
}
