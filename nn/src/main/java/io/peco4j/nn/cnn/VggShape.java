package io.peco4j.nn.cnn;

import java.util.List;

/**
 * The size of a {@link Vgg}.
 *
 * @param widths channels of each stage
 * @param convolutions of each stage
 * @param norm whether a batch norm follows each convolution
 */
public record VggShape(List<Integer> widths, List<Integer> convolutions, boolean norm) {
    /** @throws IllegalArgumentException if widths and convolutions are not of the same number of stages */
    public VggShape {
        widths = List.copyOf(widths);
        convolutions = List.copyOf(convolutions);
        if (widths.size() != convolutions.size() || widths.isEmpty()) {
            throw new IllegalArgumentException(
                    widths.size() + " stages of widths, " + convolutions.size() + " of convolutions");
        }
    }

    /** Configuration D, VGG-16, with other widths than the published. */
    public static VggShape vgg16(List<Integer> widths, boolean norm) {
        return new VggShape(widths, List.of(2, 2, 3, 3, 3), norm);
    }

    /** Configuration D, VGG-16 (Simonyan and Zisserman 2015). */
    public static VggShape vgg16(boolean norm) {
        return vgg16(List.of(64, 128, 256, 512, 512), norm);
    }
}
