package io.peco4j.datasets.scenes;

/**
 * How a surface is painted: two colours and a pattern that says how much of the second there is at a point.
 *
 * @param pattern the family
 * @param first the main colour
 * @param second the other one
 * @param cos of the pattern's angle
 * @param sin of the pattern's angle
 * @param frequency repetitions per pixel
 * @param u offset in repetitions
 * @param v offset in repetitions, across
 */
record Texture(
        Pattern pattern, Colour first, Colour second, double cos, double sin, double frequency, double u, double v) {

    private static final int HUES = 10;

    /** Families of patterns. */
    enum Pattern {
        PLAIN,
        STRIPES,
        CHECKS,
        DOTS,
        NOISE
    }

    /**
     * A pattern at a random angle.
     *
     * @param size of the picture in pixels, which the pattern's scale follows
     */
    static Texture draw(Dice dice, Colour first, Colour second, double size) {
        Pattern[] all = Pattern.values();
        double angle = dice.between(0, 2 * Math.PI);
        return at(angle, all[dice.below(all.length)], first, second, size, dice);
    }

    /**
     * What objects of a class often look like: its pattern, and colours near its own.
     *
     * @param label the class's number
     * @param size of the picture in pixels
     */
    static Texture typical(Dice dice, int label, double size) {
        Pattern[] all = Pattern.values();
        double angle = dice.between(0, 2 * Math.PI);
        // Steps that share no divisor with the number of hues, so that neighbouring classes differ.
        Colour own = Colour.hue(3 * label % HUES / (double) HUES);
        Colour first = own.towards(Colour.draw(dice), dice.between(0, 0.5));
        Colour second = first.towards(Colour.draw(dice), dice.between(0.5, 1));
        return at(angle, all[label % all.length], first, second, size, dice);
    }

    private static Texture at(double angle, Pattern pattern, Colour first, Colour second, double size, Dice dice) {
        return new Texture(
                pattern,
                first,
                second,
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                1 / (size * dice.between(0.07, 0.18)),
                dice.between(0, 64),
                dice.between(0, 64));
    }

    /** How much of the second colour there is at a point given in pixels: 0 to 1, with soft edges a pixel wide. */
    double mix(double x, double y) {
        double a = (cos * x + sin * y) * frequency + u;
        double b = (cos * y - sin * x) * frequency + v;
        return switch (pattern) {
            case PLAIN -> 0;
            case STRIPES -> edge(wave(a));
            case CHECKS -> checks(edge(wave(a)), edge(wave(b)));
            case DOTS -> edge(0.3 - fromCentre(a, b));
            case NOISE -> noise(a, b);
        };
    }

    /** From 0.25 in the middle of a stripe to -0.25 between two: the distance to its edge, in repetitions. */
    private static double wave(double at) {
        return Math.abs(at - Math.floor(at) - 0.5) - 0.25;
    }

    private double edge(double distance) {
        return Math.max(0, Math.min(1, 0.5 + distance / frequency));
    }

    private static double checks(double a, double b) {
        return a + b - 2 * a * b;
    }

    private static double fromCentre(double a, double b) {
        double x = a - Math.floor(a) - 0.5;
        double y = b - Math.floor(b) - 0.5;
        return Math.sqrt(x * x + y * y);
    }

    /** Random values at whole coordinates, smoothly interpolated. */
    private static double noise(double a, double b) {
        long column = (long) Math.floor(a);
        long row = (long) Math.floor(b);
        double x = smooth(a - column);
        double y = smooth(b - row);
        double top = lattice(column, row) * (1 - x) + lattice(column + 1, row) * x;
        double bottom = lattice(column, row + 1) * (1 - x) + lattice(column + 1, row + 1) * x;
        return top * (1 - y) + bottom * y;
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double lattice(long column, long row) {
        return (Dice.mix(column * 0x9e3779b97f4a7c15L + row) >>> 11) * 0x1p-53;
    }
}
