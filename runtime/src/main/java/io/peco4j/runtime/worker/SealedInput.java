package io.peco4j.runtime.worker;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** Reads what a {@link SealedOutput} of the same key wrote; a frame that is not as it was written is an error. */
final class SealedInput extends InputStream {
    private final DataInputStream in;
    private final FrameCipher cipher;
    private byte[] open = {};
    private int next;

    SealedInput(InputStream in, SecretKey key) {
        this.in = new DataInputStream(in);
        this.cipher = new FrameCipher(Cipher.DECRYPT_MODE, key);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (next == open.length) {
            open = frame();
            next = 0;
        }
        int size = Math.min(count, open.length - next);
        System.arraycopy(open, next, bytes, from, size);
        next += size;
        return size;
    }

    private byte[] frame() throws IOException {
        int length = in.readInt();
        if (length < FrameCipher.TAG || length > FrameCipher.LONGEST + FrameCipher.TAG) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] sealed = new byte[length];
        in.readFully(sealed);
        try {
            return cipher.next(sealed, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IOException("a frame was changed on its way", e);
        }
    }
}
