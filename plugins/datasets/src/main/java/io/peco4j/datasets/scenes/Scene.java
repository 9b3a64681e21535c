package io.peco4j.datasets.scenes;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be seen on a picture: a textured ground, one object that is clearly the largest, and smaller ones around
 * it, beside, below or partly in front of it.
 *
 * <p>The class of the picture is the largest object's shape. Everything else is drawn independently of it: colours,
 * textures, angle, place, size, the ground, and the shapes of the other objects; but for a share of the pictures in
 * which the largest object has the pattern and the colours that are typical of its class.
 *
 * @param size of the square picture in pixels
 * @param ground what is behind all objects
 * @param objects from back to front
 * @param target the largest of them
 * @param lightX change of brightness across the whole picture, as a part of it
 * @param lightY the same for brightness from top to bottom
 */
record Scene(int size, Texture ground, List<SceneObject> objects, SceneObject target, double lightX, double lightY) {
    private static final double LEAST_TARGET = 0.14;
    private static final double LARGEST_TARGET = 0.25;
    private static final double LEAST_OTHER = 0.06;
    private static final double LARGEST_OTHER = 0.6;
    private static final double GROUND_CONTRAST = 0.3;
    private static final double OBJECT_CONTRAST = 0.4;
    private static final double DISTINCT = 0.42;
    private static final int ATTEMPTS = 12;

    /** Composes a scene; the class comes first, so that nothing else depends on it. */
    static Scene compose(Dice dice, int size, Shape shape, int classes, int mostObjects, double typical) {
        Colour back = Colour.draw(dice);
        Texture ground =
                Texture.draw(dice, back, back.towards(Colour.draw(dice), dice.between(0, GROUND_CONTRAST)), size);
        double radius = size * dice.between(LEAST_TARGET, LARGEST_TARGET);
        double margin = Math.min(size / 2.0, 0.85 * Shape.EXTENT * radius);
        double x = dice.between(margin, size - margin);
        double y = dice.between(margin, size - margin);
        double angle = dice.between(0, 2 * Math.PI);
        // No number is drawn for it where it cannot matter, so that those pictures stay as they were.
        boolean habitual = typical > 0 && dice.between(0, 1) < typical;
        Texture coat = habitual ? Texture.typical(dice, shape.label(), size) : coat(dice, ground, size);
        SceneObject target = object(shape, x, y, radius, angle, coat);
        List<SceneObject> behind = new ArrayList<>();
        List<SceneObject> before = new ArrayList<>();
        List<SceneObject> placed = new ArrayList<>(List.of(target));
        int others = dice.below(mostObjects);
        for (int i = 0; i < others; i++) {
            Shape other = Shape.of(dice.below(classes));
            double small = dice.between(LEAST_OTHER * size, LARGEST_OTHER * radius);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                double ox = dice.between(0, size);
                double oy = dice.between(0, size);
                if (placed.stream().allMatch(earlier -> apart(earlier, ox, oy, small))) {
                    double turn = dice.between(0, 2 * Math.PI);
                    SceneObject object = object(other, ox, oy, small, turn, coat(dice, ground, size));
                    placed.add(object);
                    (dice.below(2) == 0 ? behind : before).add(object);
                    break;
                }
            }
        }
        List<SceneObject> objects = new ArrayList<>(behind);
        objects.add(target);
        objects.addAll(before);
        return new Scene(size, ground, List.copyOf(objects), target, light(dice), light(dice));
    }

    /** Far enough that each of the two stays recognisable, near enough to overlap. */
    private static boolean apart(SceneObject earlier, double x, double y, double radius) {
        double dx = earlier.x() - x;
        double dy = earlier.y() - y;
        double least = Math.max(earlier.radius(), radius) + 0.4 * Math.min(earlier.radius(), radius);
        return dx * dx + dy * dy > least * least;
    }

    private static SceneObject object(Shape shape, double x, double y, double radius, double angle, Texture coat) {
        return new SceneObject(shape, x, y, radius, StrictMath.cos(angle), StrictMath.sin(angle), coat);
    }

    /** A texture that says nothing about the class. */
    private static Texture coat(Dice dice, Texture ground, int size) {
        Colour first = unlike(dice, ground);
        Colour second = first.towards(unlike(dice, ground), dice.between(OBJECT_CONTRAST, 1));
        return Texture.draw(dice, first, second, size);
    }

    /** A colour that stands out from both of the ground's; the best of some attempts if none does. */
    private static Colour unlike(Dice dice, Texture ground) {
        Colour best = Colour.draw(dice);
        for (int attempt = 0; attempt < ATTEMPTS && contrast(best, ground) < DISTINCT; attempt++) {
            Colour next = Colour.draw(dice);
            best = contrast(next, ground) > contrast(best, ground) ? next : best;
        }
        return best;
    }

    private static double contrast(Colour colour, Texture ground) {
        return Math.min(colour.distance(ground.first()), colour.distance(ground.second()));
    }

    private static double light(Dice dice) {
        return dice.between(-0.25, 0.25);
    }
}
