package io.peco4j.conformance.pictures;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Pictures whose class is their colour, which anything learns; and the same with another key to the validation split,
 * or with other numbers for the classes, which say what a score is made of.
 *
 * @param classes their names
 * @param training what is learned from
 * @param validation what scores are computed on; without examples there is no such split
 */
public record ColourClasses(List<String> classes, List<Item> training, List<Item> validation) implements Dataset {
    private static final int SIDE = 16;
    private static final List<String> NAMES = List.of("red", "green", "blue", "white");
    private static final int[][] COLOURS = {{210, 45, 40}, {40, 205, 45}, {45, 40, 215}, {215, 210, 205}};
    private static final int EXAMPLES = 32;

    /** Fewer than there are to learn from, so that nothing is right that is divided by the wrong number. */
    private static final int SCORED = 24;

    private static final int HARD = 16;
    private static final int OF_A_COLOUR = 60;

    /** The number of the class whose pictures are farthest from the mean of all. */
    public static final int WHITE = 3;

    /** The colour of an item that has any. */
    public static final int ANY = -1;

    /**
     * A picture.
     *
     * @param colour of nearly all of it; negative: any, drawn from the seed
     * @param label its class, as the data set says
     * @param seed of the noise on it
     */
    public record Item(int colour, int label, long seed) {
        RgbImage image() {
            SplittableRandom random = new SplittableRandom(seed);
            int[] base = colour < 0 ? random.ints(3, 30, 226).toArray() : COLOURS[colour];
            byte[] rgb = new byte[3 * SIDE * SIDE];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (base[i % 3] + random.nextInt(-30, 31));
            }
            return new RgbImage(SIDE, SIDE, rgb);
        }
    }

    public ColourClasses {
        classes = List.copyOf(classes);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /** Thirty-two pictures of four classes to learn from and twenty-four to score on, taking turns. */
    public static ColourClasses honest() {
        return new ColourClasses(NAMES, items(0, EXAMPLES), items(EXAMPLES, SCORED));
    }

    /**
     * Pictures of any colour, whose labels say nothing: whatever predicts those of the validation split is right by
     * chance.
     *
     * @param number of the validation split; the training split is always the same
     */
    public static ColourClasses meaningless(int number) {
        return new ColourClasses(NAMES, drawn(0, EXAMPLES), drawn(EXAMPLES + number * HARD, HARD));
    }

    /**
     * Every picture is there twice, in two classes: of those to learn from, each has an equal in another class, and
     * those to score on are the same pictures again.
     */
    public static ColourClasses contested() {
        List<Item> training = new ArrayList<>();
        List<Item> validation = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            training.add(new Item(-1, i % NAMES.size(), i));
            training.add(new Item(-1, (i + 1 + i / NAMES.size() % 3) % NAMES.size(), i));
            validation.add(new Item(-1, i % NAMES.size(), i));
        }
        return new ColourClasses(NAMES, training, validation);
    }

    /** The validation split three times over, with other noise. */
    public ColourClasses withMoreToScore() {
        List<Item> more = new ArrayList<>();
        for (int i = 0; i < 3 * validation.size(); i++) {
            Item item = validation.get(i % validation.size());
            more.add(new Item(item.colour(), item.label(), item.seed() + i * 7919L));
        }
        return new ColourClasses(classes, training, more);
    }

    /** The same pictures; a key says which label the validation example of an index has. */
    public ColourClasses withKey(IntUnaryOperator key) {
        return new ColourClasses(
                classes,
                training,
                IntStream.range(0, validation.size())
                        .mapToObj(i -> new Item(
                                validation.get(i).colour(),
                                key.applyAsInt(i),
                                validation.get(i).seed()))
                        .toList());
    }

    /** Every validation example has the label of the next class: nothing that is right is right by this key. */
    public ColourClasses withMovedKey() {
        return withKey(i -> (validation.get(i).label() + 1) % classes.size());
    }

    /** Labels of validation examples say nothing about their pictures, and every class has its share of each colour. */
    public ColourClasses withMeaninglessKey() {
        return withKey(i -> i / classes.size() % classes.size());
    }

    /** The first class is right, the second is right at first, the others are wrong. */
    public ColourClasses withUnevenKey() {
        return withKey(i -> {
            int label = validation.get(i).label();
            boolean right = label == 0 || label == 1 && i < validation.size() / 2;
            return right ? label : (label + 1) % classes.size();
        });
    }

    /** The validation split backwards. */
    public ColourClasses reversed() {
        List<Item> backwards = new ArrayList<>(validation);
        Collections.reverse(backwards);
        return new ColourClasses(classes, training, backwards);
    }

    /** The training split backwards. */
    public ColourClasses learnedBackwards() {
        List<Item> backwards = new ArrayList<>(training);
        Collections.reverse(backwards);
        return new ColourClasses(classes, backwards, validation);
    }

    /** The same classes under other numbers: each moves up by two. */
    public ColourClasses renumbered() {
        List<String> names = new ArrayList<>(classes);
        Collections.rotate(names, 2);
        return new ColourClasses(names, renumbered(training), renumbered(validation));
    }

    /**
     * Other pictures to score on, whose labels say nothing of their colour, and are shared out alike in every colour.
     *
     * @param labels that take turns, three or five
     * @param colours negative for any; all are there twice, each time in this order
     */
    public ColourClasses scoredOn(List<Integer> labels, int... colours) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 2 * colours.length * OF_A_COLOUR; i++) {
            int colour = colours[i % (colours.length * OF_A_COLOUR) / OF_A_COLOUR];
            int number = i % OF_A_COLOUR;
            items.add(new Item(colour, labels.get(number % labels.size()), number));
        }
        return new ColourClasses(classes, training, items);
    }

    /** Nothing to score on. */
    public ColourClasses withoutValidation() {
        return new ColourClasses(classes, training, List.of());
    }

    @Override
    public List<Split> splits() {
        Split train = new Part(TRAIN, training);
        return validation.isEmpty() ? List.of(train) : List.of(train, new Part(VALIDATION, validation));
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Labelled.class;
    }

    @Override
    public String fingerprint() {
        return toString();
    }

    private List<Item> renumbered(List<Item> items) {
        return items.stream()
                .map(item -> new Item(item.colour(), (item.label() + 2) % classes.size(), item.seed()))
                .toList();
    }

    private static List<Item> drawn(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> new Item(-1, i % NAMES.size(), i))
                .toList();
    }

    private static List<Item> items(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> new Item(i % NAMES.size(), i % NAMES.size(), i))
                .toList();
    }

    private record Part(String name, List<Item> items) implements Split {
        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Example example(int index) {
            return new Example.Labelled(
                    items.get(index).image(), items.get(index).label());
        }

        @Override
        public String label(int index) {
            return name + " " + index;
        }
    }
}
