package io.peco4j.backbones;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;

/** The real data that lie outside the repository; tests that need them are skipped without. */
public final class Shared {
    private Shared() {}

    /** A file of the folder that PECO4J_SHARED names, or of {@code shared} beside the checkout. */
    public static Path file(String name) {
        Path file = root().resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no " + file + "; set PECO4J_SHARED");
        return file;
    }

    /** A picture as float32 (1, 3, H, W) in [0, 1]. */
    public static NDArray picture(String name, NDManager manager) throws IOException {
        BufferedImage image = ImageIO.read(file(name).toFile());
        int pixels = image.getWidth() * image.getHeight();
        int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        float[] values = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            values[i] = (argb[i] >> 16 & 0xff) / 255f;
            values[pixels + i] = (argb[i] >> 8 & 0xff) / 255f;
            values[2 * pixels + i] = (argb[i] & 0xff) / 255f;
        }
        return manager.create(values, new Shape(1, 3, image.getHeight(), image.getWidth()));
    }

    private static Path root() {
        String set = System.getenv("PECO4J_SHARED");
        if (set != null) {
            return Path.of(set);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }
}
