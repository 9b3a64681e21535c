package io.peco4j.nn.weights;

import java.nio.ByteBuffer;

/** Turns numbers of formats that the engine lacks into wider ones that it has, exactly. */
final class Widening {
    private static final int BYTE_VALUES = 256;

    private final StoredType type;
    private final float[] values;

    private Widening(StoredType type, float[] values) {
        this.type = type;
        this.values = values;
    }

    /** @param type one that is widened */
    static Widening of(StoredType type) {
        return new Widening(
                type,
                switch (type) {
                    case F8_E4M3 -> table(3, 7, Specials.ALL_ONES);
                    case F8_E5M2 -> table(2, 15, Specials.IEEE);
                    case F8_E4M3FNUZ -> table(3, 8, Specials.NEGATIVE_ZERO);
                    case F8_E5M2FNUZ -> table(2, 16, Specials.NEGATIVE_ZERO);
                    case F8_E8M0 -> powers();
                    default -> new float[0];
                });
    }

    /** Moves all numbers of one buffer to another, both little endian. */
    void move(ByteBuffer narrow, ByteBuffer wide) {
        while (narrow.hasRemaining()) {
            switch (type) {
                case BF16 -> wide.putInt(narrow.getShort() << 16);
                case I16 -> wide.putInt(narrow.getShort());
                case U16 -> wide.putInt(Short.toUnsignedInt(narrow.getShort()));
                case U32 -> wide.putLong(Integer.toUnsignedLong(narrow.getInt()));
                default -> wide.putFloat(values[Byte.toUnsignedInt(narrow.get())]);
            }
        }
    }

    /** Where a format of eight bits has its infinities and what is no number. */
    private enum Specials {
        /** The largest exponent, as in the formats of IEEE 754. */
        IEEE,
        /** All bits but the sign: no number. */
        ALL_ONES,
        /** The sign alone: no number. */
        NEGATIVE_ZERO
    }

    private static float[] table(int mantissaBits, int bias, Specials specials) {
        int magnitudes = BYTE_VALUES / 2;
        int steps = 1 << mantissaBits;
        int largestExponent = magnitudes / steps - 1;
        float[] table = new float[BYTE_VALUES];
        for (int bits = 0; bits < magnitudes; bits++) {
            int exponent = bits / steps;
            int mantissa = bits % steps;
            // Numbers with the smallest exponent have no leading one.
            float value = exponent == 0
                    ? Math.scalb((float) mantissa, 1 - bias - mantissaBits)
                    : Math.scalb((float) (steps + mantissa), exponent - bias - mantissaBits);
            if (specials == Specials.IEEE && exponent == largestExponent) {
                value = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            } else if (specials == Specials.ALL_ONES && bits == magnitudes - 1) {
                value = Float.NaN;
            }
            table[bits] = value;
            table[magnitudes + bits] = -value;
        }
        if (specials == Specials.NEGATIVE_ZERO) {
            table[magnitudes] = Float.NaN;
        }
        return table;
    }

    private static float[] powers() {
        float[] table = new float[BYTE_VALUES];
        for (int bits = 0; bits < BYTE_VALUES - 1; bits++) {
            table[bits] = Math.scalb(1f, bits - 127);
        }
        table[BYTE_VALUES - 1] = Float.NaN;
        return table;
    }
}
