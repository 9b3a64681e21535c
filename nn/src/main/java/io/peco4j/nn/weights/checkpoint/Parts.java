package io.peco4j.nn.weights.checkpoint;

import java.util.List;
import java.util.regex.Pattern;

/** Leaves out heads and decoders that were trained along with a network and that ours does not have. */
final class Parts implements Adaptation {
    private record Part(String what, Pattern names) {
        static Part of(String what, String names) {
            return new Part(what, Pattern.compile(names));
        }
    }

    private static final List<Part> ALL = List.of(
            Part.of("projection head", "head\\.(mlp|last_layer|\\d+)\\..*|fc\\.\\d+\\..*|predictor\\..*"),
            Part.of(
                    "classifier",
                    "(head|head_dist|fc|head\\.fc|head\\.layers\\.head)\\.(weight|bias)|classifier\\.\\d+\\..*|pre_logits\\..*"),
            Part.of("segmentation head", "decode_head\\..*"),
            Part.of("auxiliary head", "auxiliary_head\\..*"),
            Part.of("feature pyramid", "fpn\\d+\\..*"),
            Part.of("layers for the class token", "cls_pt_layers\\..*"),
            Part.of("head for masked tokens", "lm_head\\..*"),
            Part.of("mask token", "mask_token"),
            Part.of("decoder", "decoder_(embed|pos_embed|blocks|norm|pred)\\b.*"),
            Part.of("decoder of pixels", "de_pos_embed|(down|decode_blocks|decode_norm)\\..*"),
            Part.of("decoder of features", "mask_token_1|(down|decode_blocks|decode_norm|lm_head)_1\\..*"),
            Part.of("norm of the mean", "fc_norm\\..*"),
            Part.of("distillation token", "dist_token"),
            Part.of("counters of batches", "(.*\\.)?num_batches_tracked"));

    @Override
    public void apply(Fitting fitting) {
        for (Part part : ALL) {
            NameTest names = new NameTest(part.names());
            if (fitting.wanted().stream().anyMatch(names)) {
                continue;
            }
            List<String> without = fitting.offered().stream().filter(names).toList();
            without.forEach(fitting::drop);
            if (!without.isEmpty()) {
                fitting.note("left out the " + part.what() + ", which the network does not have: "
                        + Checkpoint.tensors(without.size()));
            }
        }
    }
}
