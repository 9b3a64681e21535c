package io.peco4j.nn.perceptual;

/** What happens to the channels of a feature map, at each position, before two maps are compared. */
public enum FeatureNormalisation {
    /**
     * Mean 0 and variance 1, epsilon 1e-6, no parameters. Each layer then contributes about as much as a channel does,
     * whatever the scale of its features.
     */
    LAYER_NORM,
    /** Length 1, as LPIPS has it (Zhang et al. 2018). With C channels a layer contributes at most 4 / C. */
    UNIT,
    /** As they are. */
    NONE;

    /** TorchScript text of {@code self.normal(x)} for x (B, C, H, W). */
    String method() {
        String body = switch (this) {
            case LAYER_NORM -> """
                            rows = torch.permute(x, [0, 2, 3, 1])
                            return torch.layer_norm(rows, [torch.size(x, 1)], None, None, 1.0e-06)
                            """;
            case UNIT -> """
                            length = torch.sqrt(torch.add(torch.sum(torch.mul(x, x), [1], True), 1.0e-20))
                            return torch.div(x, torch.add(length, 1.0e-10))
                            """;
            case NONE -> "return x\n";
        };
        return "\ndef normal(self, x: Tensor) -> Tensor:\n" + body.indent(2);
    }
}
