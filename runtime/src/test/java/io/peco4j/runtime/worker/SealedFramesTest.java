package io.peco4j.runtime.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class SealedFramesTest {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final byte[] SHORT = "gradients".getBytes(US_ASCII);

    @Test
    void whatIsWrittenIsReadAndCannotBeSeen() throws IOException {
        byte[] longer = new byte[FrameCipher.LONGEST + 10];
        new Random(1).nextBytes(longer);

        byte[] sealed = sealed(SHORT, longer, SHORT);

        assertThat(new String(sealed, US_ASCII)).doesNotContain("gradients");
        InputStream opened = opened(sealed);
        assertThat(opened.readNBytes(SHORT.length)).isEqualTo(SHORT);
        assertThat(opened.readNBytes(longer.length)).isEqualTo(longer);
        assertThat(opened.readNBytes(SHORT.length)).isEqualTo(SHORT);
    }

    @Test
    void aFrameThatWasChangedRepeatedOrLeftOutIsAnError() throws IOException {
        byte[] sealed = sealed(SHORT, SHORT);
        int half = sealed.length / 2;
        byte[] changed = sealed.clone();
        changed[half - 1] ^= 1;
        byte[] repeated = sealed.clone();
        System.arraycopy(sealed, 0, repeated, half, half);

        assertThatThrownBy(() -> opened(changed).readNBytes(1)).hasMessageContaining("changed on its way");
        assertThatThrownBy(() -> opened(repeated).readNBytes(SHORT.length + 1))
                .hasMessageContaining("changed on its way");
        assertThatThrownBy(() ->
                        opened(Arrays.copyOfRange(sealed, half, sealed.length)).readNBytes(1))
                .hasMessageContaining("changed on its way");
        assertThatThrownBy(() -> opened("GET / HTTP/1.1".getBytes(US_ASCII)).readNBytes(1))
                .hasMessageContaining("a frame of ");
    }

    private static byte[] sealed(byte[]... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SealedOutput out = new SealedOutput(bytes, KEY)) {
            for (byte[] part : parts) {
                out.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static InputStream opened(byte[] sealed) {
        return new SealedInput(new ByteArrayInputStream(sealed), KEY);
    }
}
