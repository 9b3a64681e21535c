package io.peco4j.nn.conv;

/**
 * How a batch norm counts and starts.
 *
 * @param momentum how far running statistics move towards a batch's, from 0 to 1; 0.1
 * @param epsilon added to the variance; 1e-5
 * @param affine whether a scale and a shift per channel follow
 * @param spread standard deviation of the scales around 1 at the start; 0
 */
public record BatchNormSettings(double momentum, double epsilon, boolean affine, double spread) {

    /** PyTorch's numbers, with scale and shift. */
    public static BatchNormSettings standard() {
        return new BatchNormSettings(0.1, 1e-5, true, 0);
    }

    /** PyTorch's numbers, without scale and shift. */
    public static BatchNormSettings plain() {
        return new BatchNormSettings(0.1, 1e-5, false, 0);
    }

    /** The same with another start. */
    public BatchNormSettings spread(double deviation) {
        return new BatchNormSettings(momentum, epsilon, affine, deviation);
    }
}
