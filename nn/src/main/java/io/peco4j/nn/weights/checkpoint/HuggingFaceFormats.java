package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Foreign;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat.Variant;
import java.util.List;
import java.util.regex.Pattern;

/** The vision transformers of Hugging Face's transformers, as formats. */
final class HuggingFaceFormats {
    private static final String QUERY =
            HuggingFaceNames.ENCODER + "encoder\\.layer\\.0\\.attention\\.attention\\.query\\.weight";
    private static final String LAYER =
            "\\.\\d+\\.((layernorm_(before|after)|attention\\.output\\.dense|intermediate\\.dense"
                    + "|output\\.dense|attention\\.attention\\.(query|value))\\.(weight|bias)|attention\\.attention\\.key\\.";
    private static final String EMBEDDINGS =
            "embeddings\\.(cls_token|mask_token|position_embeddings|patch_embeddings\\.projection\\.(weight|bias))";
    private static final String NORM = "layernorm\\.(weight|bias)";
    private static final String CLASSIFIER = "classifier\\.(weight|bias)";
    private static final String TABLE = "relative_position_bias\\.relative_position_(bias_table|index)";

    private static final List<Foreign> BESIDE = List.of(
            Foreign.of(
                    "the pooler, a layer of Hugging Face's own",
                    HuggingFaceNames.ENCODER + "pooler\\.dense\\.(weight|bias)"),
            Foreign.of("the head for masked pixels", "decoder\\.0\\.(weight|bias)"));

    private HuggingFaceFormats() {}

    /** All of them, the more particular ones first. */
    static List<CheckpointFormat> all() {
        return List.of(mae(), beit(), deit(), vit());
    }

    private static CheckpointFormat mae() {
        return new CheckpointFormat(
                "hf-mae",
                "Hugging Face: ViTMAE",
                List.of(Variant.of("encoder and decoder", QUERY, "decoder\\.decoder_layers\\.0\\..*")),
                HuggingFaceNames.mae(),
                names("vit\\.(" + EMBEDDINGS + "|encoder\\.layer" + LAYER + "(weight|bias))|" + NORM + ")"
                        + "|decoder\\.(mask_token|decoder_(pos_embed|(embed|norm|pred)\\.(weight|bias)|layers" + LAYER
                        + "(weight|bias))))"),
                BESIDE);
    }

    private static CheckpointFormat beit() {
        String noBiasOfKeys = "(?!.*attention\\.key\\.bias).*";
        return new CheckpointFormat(
                "hf-beit",
                "Hugging Face: BEiT",
                List.of(
                        Variant.only("pre-trained", noBiasOfKeys, QUERY, "lm_head\\.weight"),
                        Variant.only("encoder", noBiasOfKeys, QUERY, ".*\\.query\\.bias")),
                HuggingFaceNames.beit(),
                names("beit\\.(" + EMBEDDINGS + "|encoder\\.(layer" + LAYER
                        + "weight|lambda_[12]|attention\\.attention\\."
                        + TABLE + ")|" + TABLE + ")|(pooler\\.)?" + NORM + ")|" + NORM + "|" + CLASSIFIER
                        + "|lm_head\\.(weight|bias)"),
                BESIDE);
    }

    private static CheckpointFormat deit() {
        return new CheckpointFormat(
                "hf-deit",
                "Hugging Face: DeiT, distilled",
                List.of(Variant.of(
                        "distilled ViT", QUERY, HuggingFaceNames.ENCODER + "embeddings\\.distillation_token")),
                HuggingFaceNames.deit(),
                names("deit\\.(" + EMBEDDINGS + "|embeddings\\.distillation_token|encoder\\.layer" + LAYER
                        + "(weight|bias))|" + NORM + ")|(cls|distillation)_" + CLASSIFIER),
                BESIDE);
    }

    private static CheckpointFormat vit() {
        return new CheckpointFormat(
                "hf-vit",
                "Hugging Face: ViT, also DINO's",
                List.of(Variant.of("ViT", QUERY)),
                HuggingFaceNames.vit(),
                names("vit\\.(" + EMBEDDINGS + "|encoder\\.layer" + LAYER + "(weight|bias))|" + NORM + ")|"
                        + CLASSIFIER),
                BESIDE);
    }

    private static Pattern names(String own) {
        return Pattern.compile(own);
    }
}
