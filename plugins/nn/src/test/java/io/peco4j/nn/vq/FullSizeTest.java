package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.ParityCase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** The published 16x network of VQGAN with weights by formula; see the README beside the reference numbers. */
final class FullSizeTest {
    private static final String SALT = "a5/";

    @Test
    void encoderAndDecoder() {
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "full_taming_f16");
            Layer encoder = new CnnEncoder(tape.context(), new CnnShape(128, List.of(1, 1, 2, 2, 4), 2, true, 256));
            Layer decoder = new CnnDecoder(tape.context(), new CnnShape(128, List.of(1, 1, 2, 2, 4), 3, true, 256));
            fill(encoder, "encoder.");
            fill(decoder, "decoder.");
            NDArray image = tape.manager().create(values("image", 3 * 64 * 64, 0, 1), new Shape(1, 3, 64, 64));
            NDArray latent = encoder.forward(image, false);
            check(numbers, "h", latent);
            check(numbers, "x", decoder.forward(latent, false));
        }
    }

    private static void check(ParityCase numbers, String name, NDArray actual) {
        long step = Math.max(1, actual.size() / 1024);
        numbers.check("out." + name + ".sample", actual.flatten().get("::" + step));
        float[] moments = numbers.get("out." + name + ".moments").toFloatArray();
        NDArray mean = actual.mean();
        assertThat(mean.getFloat()).isCloseTo(moments[0], within(1e-4f));
        assertThat(actual.sub(mean).square().mean().sqrt().getFloat())
                .isCloseTo(moments[1], within(1e-3f * moments[1]));
    }

    private static void fill(Layer layer, String prefix) {
        Parameters.state(layer).forEach((name, array) -> {
            Shape shape = array.getShape();
            boolean matrix = shape.dimension() >= 2;
            double mean = !matrix && name.endsWith("weight") ? 1 : 0;
            double deviation =
                    matrix ? 1 / Math.sqrt((double) shape.size() / shape.get(0)) : name.endsWith("weight") ? 0.1 : 0.05;
            float[] values = values(prefix + name, Math.toIntExact(shape.size()), mean, deviation);
            try (NDArray source = array.getManager().create(values, shape)) {
                array.muli(0).addi(source);
            }
        });
    }

    private static float[] values(String name, int count, double mean, double deviation) {
        CRC32 crc = new CRC32();
        crc.update((SALT + name).getBytes(StandardCharsets.UTF_8));
        int hash = (int) crc.getValue();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            int u = hash + i * 0x9E3779B1;
            u ^= u >>> 16;
            u *= 0x85ebca6b;
            u ^= u >>> 13;
            u *= 0xc2b2ae35;
            u ^= u >>> 16;
            values[i] = (float) (mean + deviation * (Integer.toUnsignedLong(u) / 4294967296.0 - 0.5) * Math.sqrt(12));
        }
        return values;
    }
}
