package io.peco4j.nn.picture;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Capital letters, digits and some signs of 5 x 7 pixels, equal on all machines, which fonts of the machine are not.
 * Small letters become capitals; other characters question marks.
 */
final class PixelFont {
    static final int WIDTH = 5;
    static final int HEIGHT = 7;

    /** From the beginning of a character to that of the next one. */
    static final int ADVANCE = 6;

    private static final int RADIX = 32;

    /** A character, then its rows from above, each a digit of base 32 whose highest bit is the left pixel. */
    private static final String GLYPHS = "Aehhvhhh Buhhuhhu Cehggghe Duhhhhhu Evgguggv Fvgguggg Gehgnhhf Hhhhvhhh"
            + " Ie44444e J72222ic Khikokih Lggggggv Mhrllhhh Nhhpljhh Oehhhhhe Puhhuggg Qehhhlid Ruhhukih Sfgge11u"
            + " Tv444444 Uhhhhhhe Vhhhhha4 Whhhllla Xhha4ahh Yhhha444 Zv1248gv 0ehjlphe 14c4444e 2eh1248v 3v2421he"
            + " 426aiv22 5vgu11he 668guhhe 7v124888 8ehhehhe 9ehhf12c .00000cc -000v000 %op248j3 /01248g0"
            + " ,0000c48 ;0cc0c48 :0cc0cc0 _000000v '4480000 (2488842 )8422248 +044v440 &cik8lid";

    /** A question mark. */
    private static final String UNKNOWN = "eh12404";

    private static final Map<Character, String> ROWS = read();

    private PixelFont() {}

    private static Map<Character, String> read() {
        Map<Character, String> rows = new TreeMap<>();
        for (String glyph : GLYPHS.split(" ", -1)) {
            rows.put(glyph.charAt(0), glyph.substring(1));
        }
        rows.put(' ', "0".repeat(HEIGHT));
        return Map.copyOf(rows);
    }

    /** Whether a pixel of a character is set. */
    static boolean isSet(char character, int x, int y) {
        String capital = String.valueOf(character).toUpperCase(Locale.ROOT);
        String rows = ROWS.getOrDefault(capital.charAt(0), UNKNOWN);
        return (Character.digit(rows.charAt(y), RADIX) >> (WIDTH - 1 - x) & 1) == 1;
    }

    /** In pixels. */
    static int width(String text) {
        return text.length() * ADVANCE - (ADVANCE - WIDTH);
    }
}
