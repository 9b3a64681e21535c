package io.peco4j.runtime.worker;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-GCM for the frames of one direction, one after the other; their numbers are the nonces. */
final class FrameCipher {
    /**
     * Bytes of the longest frame before it is sealed. Java compiles its ciphers after so many calls, not bytes: with
     * frames of 1 MB the first sum of 344 MB took twenty times as long as later ones.
     */
    static final int LONGEST = 1 << 14;

    /** Bytes that a frame grows by. */
    static final int TAG = 16;

    private static final int NONCE = 12;

    private final int mode;
    private final SecretKey key;
    private final Cipher cipher;
    private long frames;

    FrameCipher(int mode, SecretKey key) {
        this.mode = mode;
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    byte[] next(byte[] bytes, int from, int count) throws GeneralSecurityException {
        byte[] nonce =
                ByteBuffer.allocate(NONCE).putLong(NONCE - Long.BYTES, frames).array();
        frames++;
        cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG, nonce));
        return cipher.doFinal(bytes, from, count);
    }
}
