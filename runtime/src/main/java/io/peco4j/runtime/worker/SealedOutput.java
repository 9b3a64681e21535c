package io.peco4j.runtime.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * What is written goes out in frames of AES-GCM: four bytes of length, then as many of ciphertext and tag. The nonce is
 * the number of the frame, so a key serves one direction of one connection, and frames can be neither changed, left out,
 * repeated nor exchanged. Nothing is kept back.
 */
final class SealedOutput extends OutputStream {
    private final OutputStream out;
    private final FrameCipher cipher;

    SealedOutput(OutputStream out, SecretKey key) {
        this.out = out;
        this.cipher = new FrameCipher(Cipher.ENCRYPT_MODE, key);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        for (int done = 0; done < count; done += FrameCipher.LONGEST) {
            int size = Math.min(FrameCipher.LONGEST, count - done);
            byte[] sealed;
            try {
                sealed = cipher.next(bytes, from + done, size);
            } catch (GeneralSecurityException e) {
                throw new IOException("a frame cannot be sealed", e);
            }
            out.write(ByteBuffer.allocate(Integer.BYTES + sealed.length)
                    .putInt(sealed.length)
                    .put(sealed)
                    .array());
        }
    }
}
