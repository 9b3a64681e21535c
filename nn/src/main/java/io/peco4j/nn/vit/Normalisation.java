package io.peco4j.nn.vit;

import io.peco4j.nn.Kernel;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Mean and deviation of the channels that an encoder was trained for.
 *
 * @param mean of red, green and blue in [0, 1]
 * @param deviation of the same
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
    /** ImageNet's: timm, MAE, MoCo v3, and BEiT on ImageNet-1K. */
    public static final Normalisation IMAGENET =
            new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    /** Pictures stay as they are. */
    public static final Normalisation NONE = new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

    /** @throws IllegalArgumentException if there are not three channels of positive deviation */
    public Normalisation {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3 || deviation.stream().anyMatch(d -> d <= 0)) {
            throw new IllegalArgumentException("mean " + mean + " and deviation " + deviation);
        }
    }

    /** What undoes it: {@code x * deviation + mean}. */
    public Normalisation inverse() {
        return new Normalisation(
                IntStream.range(0, 3)
                        .mapToObj(c -> -mean.get(c) / deviation.get(c))
                        .toList(),
                deviation.stream().map(d -> 1 / d).toList());
    }

    /** Compiles {@code (x - mean) / deviation} for pictures (B, 3, H, W) or videos (B, 3, T, H, W). */
    public Kernel kernel() {
        StringBuilder channels = new StringBuilder();
        for (int c = 0; c < 3; c++) {
            channels.append(String.format(
                    Locale.ROOT,
                    "torch.div(torch.sub(torch.slice(x, 1, %d, %d), %.17g), %.17g), ",
                    c,
                    c + 1,
                    mean.get(c),
                    deviation.get(c)));
        }
        return Kernel.compile(
                "normalisation",
                "def forward(self, x: Tensor) -> Tensor:\n  return torch.cat([" + channels + "], 1)\n");
    }
}
