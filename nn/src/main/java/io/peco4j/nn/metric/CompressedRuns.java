package io.peco4j.nn.metric;

import java.util.Arrays;

/**
 * COCO's text form of run lengths: from the fourth on, a length minus the one two before it; numbers in groups of five
 * bits from the lowest, a sixth bit where another group follows, 48 added to make letters.
 */
final class CompressedRuns {
    private static final int ZERO = 48;
    private static final int MORE = 0x20;
    private static final int SIGN = 0x10;

    private CompressedRuns() {}

    static String write(int[] runs) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < runs.length; i++) {
            int rest = i > 2 ? runs[i] - runs[i - 2] : runs[i];
            boolean more = true;
            while (more) {
                int group = rest & 0x1f;
                rest >>= 5;
                more = (group & SIGN) == 0 ? rest != 0 : rest != -1;
                text.append((char) (ZERO + (more ? group | MORE : group)));
            }
        }
        return text.toString();
    }

    static int[] read(String text) {
        int[] runs = new int[text.length()];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            int value = 0;
            int bits = 0;
            int group;
            do {
                group = at < text.length() ? text.charAt(at++) - ZERO : -1;
                if (group < 0 || group > 0x3f || bits > 30) {
                    throw new IllegalArgumentException("damaged run lengths at letter " + at + " of " + text);
                }
                value |= (group & 0x1f) << bits;
                bits += 5;
            } while ((group & MORE) != 0);
            if ((group & SIGN) != 0 && bits < Integer.SIZE) {
                value |= -1 << bits;
            }
            runs[count] = count > 2 ? value + runs[count - 2] : value;
            count++;
        }
        return Arrays.copyOf(runs, count);
    }
}
