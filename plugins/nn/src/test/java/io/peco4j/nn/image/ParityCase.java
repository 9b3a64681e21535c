package io.peco4j.nn.image;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file of reference values: safetensors with float32 entries. */
final class ParityCase {
    private final ByteBuffer data;
    private final Config header;

    private ParityCase(ByteBuffer data, Config header) {
        this.data = data;
        this.header = header;
    }

    /** Opens a case, or skips the test where the shared folder is absent. */
    static ParityCase open(String name) {
        Path file = shared().resolve("parity").resolve(name + ".safetensors");
        Assumptions.assumeTrue(Files.exists(file), "no reference values at " + file);
        try {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = (int) all.getLong();
            byte[] text = new byte[length];
            all.get(text);
            Config header = ConfigFactory.parseString(new String(text, StandardCharsets.UTF_8));
            return new ParityCase(all.slice().order(ByteOrder.LITTLE_ENDIAN), header);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder with test data that is not part of the repository. */
    static Path shared() {
        String set = System.getenv("PECO4J_SHARED");
        if (set != null) {
            return Path.of(set);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder.resolve(".git"))) {
            folder = folder.getParent();
        }
        return folder.resolveSibling("shared");
    }

    float[] floats(String name) {
        Config entry = entry(name);
        List<Long> offsets = entry.getLongList("data_offsets");
        float[] values = new float[(int) ((offsets.get(1) - offsets.get(0)) / Float.BYTES)];
        data.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(offsets.get(0).intValue())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** A tensor whose last three axes are colour, row and column, with numbers from 0 to 255. */
    RgbImage image(String name) {
        List<Integer> shape = entry(name).getIntList("shape");
        int height = shape.get(shape.size() - 2);
        int width = shape.get(shape.size() - 1);
        float[] values = floats(name);
        byte[] rgb = new byte[values.length];
        for (int i = 0; i < width * height; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(values[c * width * height + i]);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private Config entry(String name) {
        return header.getConfig("\"" + name + "\"");
    }
}
