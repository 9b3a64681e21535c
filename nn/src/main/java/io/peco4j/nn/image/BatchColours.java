package io.peco4j.nn.image;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;

/**
 * The colour changes of {@link ColorJitter} on batches of floating-point pictures, without rounding to 8 bits: for
 * augmentation behind the batch, on any device.
 *
 * <p>Pictures are float32 (B, 3, H, W) in [0, 1], and so are results, owned by the manager of the pictures; one factor
 * for the batch. Formulas as torchvision applies them to tensors.
 */
public final class BatchColours {
    private static final String GREY = """

            def grey(self, x: Tensor) -> Tensor:
              red = torch.mul(torch.slice(x, 1, 0, 1), 0.2989)
              green = torch.mul(torch.slice(x, 1, 1, 2), 0.587)
              blue = torch.mul(torch.slice(x, 1, 2, 3), 0.114)
              return torch.add(torch.add(red, green), blue)

            def blend(self, x: Tensor, other: Tensor, share: Tensor) -> Tensor:
              mixed = torch.add(torch.mul(x, float(share)), torch.mul(other, torch.sub(1.0, float(share))))
              return torch.clamp(mixed, 0.0, 1.0)
            """;

    private static final Kernel BRIGHTNESS = Kernel.compile("brightness", """
            def forward(self, x: Tensor, factor: Tensor) -> Tensor:
              return torch.clamp(torch.mul(x, float(factor)), 0.0, 1.0)
            """);

    private static final Kernel CONTRAST = Kernel.compile("contrast", """
            def forward(self, x: Tensor, factor: Tensor) -> Tensor:
              return self.blend(x, torch.mean(self.grey(x), [1, 2, 3], True), factor)
            """ + GREY);

    private static final Kernel SATURATION = Kernel.compile("saturation", """
            def forward(self, x: Tensor, factor: Tensor) -> Tensor:
              return self.blend(x, self.grey(x), factor)
            """ + GREY);

    private static final Kernel GREYSCALE = Kernel.compile("greyscale", """
            def forward(self, x: Tensor) -> Tensor:
              return self.grey(x)
            """ + GREY);

    /**
     * A channel of hue h, saturation s and value v is {@code v - v s max(0, min(k, 4 - k, 1))} with
     * {@code k = (n + 6 h) mod 6} and n = 5, 3, 1 for red, green and blue.
     */
    private static final Kernel HUE = Kernel.compile("hue", """
            def forward(self, x: Tensor, turns: Tensor) -> Tensor:
              red = torch.slice(x, 1, 0, 1)
              green = torch.slice(x, 1, 1, 2)
              blue = torch.slice(x, 1, 2, 3)
              value = torch.amax(x, [1], True)
              range = torch.sub(value, torch.amin(x, [1], True))
              plain = torch.eq(range, 0)
              safe = torch.where(plain, torch.ones_like(range), range)
              fromRed = torch.div(torch.sub(green, blue), safe)
              fromGreen = torch.add(torch.div(torch.sub(blue, red), safe), 2.0)
              fromBlue = torch.add(torch.div(torch.sub(red, green), safe), 4.0)
              others = torch.where(torch.eq(value, green), fromGreen, fromBlue)
              sixths = torch.where(torch.eq(value, red), fromRed, others)
              turned = torch.add(sixths, torch.mul(float(turns), 6.0))
              return torch.cat([self.at(turned, value, range, 5.0), self.at(turned, value, range, 3.0), \
            self.at(turned, value, range, 1.0)], 1)

            def at(self, sixths: Tensor, value: Tensor, range: Tensor, n: float) -> Tensor:
              k = torch.remainder(torch.add(sixths, n), 6.0)
              near = torch.minimum(k, torch.rsub(k, 4.0))
              return torch.sub(value, torch.mul(range, torch.clamp(near, 0.0, 1.0)))
            """);

    private BatchColours() {}

    /** Values times a factor: 0 gives black. */
    public static NDArray brightness(NDArray images, double factor) {
        return with(BRIGHTNESS, images, factor);
    }

    /** Distances from each picture's mean luminance times a factor: 0 gives plain grey. */
    public static NDArray contrast(NDArray images, double factor) {
        return with(CONTRAST, images, factor);
    }

    /** Distances from each pixel's luminance times a factor: 0 gives pictures in greys. */
    public static NDArray saturation(NDArray images, double factor) {
        return with(SATURATION, images, factor);
    }

    /** Turns the hue of every pixel; 1 is once around the circle. */
    public static NDArray hue(NDArray images, double turns) {
        return with(HUE, images, turns);
    }

    /** The luminance {@code 0.2989 R + 0.587 G + 0.114 B}, float32 (B, 1, H, W). */
    public static NDArray greyscale(NDArray images) {
        return GREYSCALE.apply(images);
    }

    private static NDArray with(Kernel kernel, NDArray images, double factor) {
        try (NDArray number = Tensors.of(images.getManager(), factor)) {
            return kernel.apply(images, number);
        }
    }
}
