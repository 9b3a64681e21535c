package io.peco4j.datasets.scenes;

/** A colour with parts from 0 to 1. */
record Colour(double red, double green, double blue) {
    private static final double DARKEST = 0.08;
    private static final double BRIGHTEST = 0.92;

    static Colour draw(Dice dice) {
        return new Colour(
                dice.between(DARKEST, BRIGHTEST), dice.between(DARKEST, BRIGHTEST), dice.between(DARKEST, BRIGHTEST));
    }

    /** A strong colour by its place on the colour wheel, 0 to 1 from red over green and blue to red. */
    static Colour hue(double turn) {
        return new Colour(part(turn), part(turn - 1 / 3.0), part(turn - 2 / 3.0));
    }

    /** One part: full within a sixth of the wheel around its own place, none opposite, straight between. */
    private static double part(double turn) {
        double away = Math.abs(turn - Math.rint(turn));
        return DARKEST + (BRIGHTEST - DARKEST) * Math.max(0, Math.min(1, 2 - 6 * away));
    }

    double distance(Colour other) {
        double r = red - other.red;
        double g = green - other.green;
        double b = blue - other.blue;
        return Math.sqrt(r * r + g * g + b * b);
    }

    /** This colour moved towards another one; 1 arrives there. */
    Colour towards(Colour other, double part) {
        return new Colour(
                red + part * (other.red - red),
                green + part * (other.green - green),
                blue + part * (other.blue - blue));
    }
}
