package io.peco4j.pretraining.masked;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of examples, by their numbers in the split. One thread at a time.
 *
 * <p>A token takes one byte of a vocabulary of at most 256 words, two of at most 65,536, and four of a larger one; an
 * example takes 20 bytes more, of which 4 are also taken by an absent one below it. So 1,281,167 examples (ImageNet-1K)
 * of 196 tokens among 8192 take 528 MB of the heap.
 */
final class TokenCache {
    private final int patches;
    private final int bytes;
    private byte[] @Nullable [] kept = new byte[0][];

    /**
     * An empty cache.
     *
     * @param patches tokens of an example
     * @param vocabulary number of different tokens
     */
    TokenCache(int patches, int vocabulary) {
        this.patches = patches;
        this.bytes = vocabulary <= 1 << Byte.SIZE ? 1 : vocabulary <= 1 << Short.SIZE ? 2 : Integer.BYTES;
    }

    /** Bytes of a token. */
    int bytesPerToken() {
        return bytes;
    }

    /** Whether it has the tokens of an example. */
    boolean has(long example) {
        return example < kept.length && kept[Math.toIntExact(example)] != null;
    }

    /** Keeps the tokens of an example, which stand in an array from that place on. */
    void put(long example, long[] tokens, int from) {
        int index = Math.toIntExact(example);
        if (index >= kept.length) {
            kept = Arrays.copyOf(kept, Math.max(index + 1, kept.length + kept.length / 2));
        }
        byte[] packed = new byte[patches * bytes];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) (tokens[from + i / bytes] >>> (Byte.SIZE * (i % bytes)));
        }
        kept[index] = packed;
    }

    /**
     * Copies the tokens of an example into an array, from that place on.
     *
     * @throws IllegalStateException if it does not have them
     */
    void copy(long example, long[] tokens, int to) {
        byte[] packed = has(example) ? kept[Math.toIntExact(example)] : null;
        if (packed == null) {
            throw new IllegalStateException("no tokens of example " + example + " are kept");
        }
        Arrays.fill(tokens, to, to + patches, 0);
        for (int i = 0; i < packed.length; i++) {
            tokens[to + i / bytes] |= (long) Byte.toUnsignedInt(packed[i]) << (Byte.SIZE * (i % bytes));
        }
    }
}
