package io.peco4j.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sha256;
import io.peco4j.api.data.Split;
import io.peco4j.nn.metric.RunLengthMask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Scenes are functions of their options, their ground truth fits the picture, and only the shape tells the class. */
final class ScenesDatasetTest {
    private static final ScenesDataset.Options PLAIN =
            new ScenesDataset.Options(200, 80, 48, 8, 4, 0, 0, ScenesDataset.Labels.CLASS);

    @Property(tries = 40)
    void picturesDependOnSeedSplitAndIndexAlone(@ForAll long seed, @ForAll @IntRange(max = 79) int index) {
        Split train = new ScenesDataset(with(seed, ScenesDataset.Labels.CLASS)).split("train");
        RgbImage image = train.example(index).image();
        assertThat(new ScenesDataset(with(seed, ScenesDataset.Labels.BOXES))
                        .split("train")
                        .example(index)
                        .image()
                        .rgb())
                .isEqualTo(image.rgb());
        assertThat(train.example(index + 1).image().rgb()).isNotEqualTo(image.rgb());
        assertThat(new ScenesDataset(with(seed, ScenesDataset.Labels.CLASS))
                        .split("val")
                        .example(index)
                        .image()
                        .rgb())
                .isNotEqualTo(image.rgb());
        assertThat(new ScenesDataset(with(seed + 1, ScenesDataset.Labels.CLASS))
                        .split("train")
                        .example(index)
                        .image()
                        .rgb())
                .isNotEqualTo(image.rgb());
    }

    @Property(tries = 60)
    void theTruthFitsThePicture(@ForAll long seed, @ForAll @IntRange(max = 79) int index) {
        int label = ((Example.Labelled) example(seed, ScenesDataset.Labels.CLASS, index)).label();
        Example.Segmented segmented = (Example.Segmented) example(seed, ScenesDataset.Labels.SEGMENTATION, index);
        Example.Detected detected = (Example.Detected) example(seed, ScenesDataset.Labels.BOXES, index);
        assertThat(label).isEqualTo(index % 8);
        int[] painted = new int[48 * 48];
        int largest = -1;
        int most = 0;
        for (Instance object : detected.objects()) {
            RunLengthMask mask = RunLengthMask.of(object.mask().orElseThrow(), 48, 48);
            boolean[] pixels = mask.pixels();
            for (int i = 0; i < painted.length; i++) {
                if (pixels[i]) {
                    painted[i] = object.label() + 1;
                    assertThat((float) (i % 48))
                            .isBetween(object.box().left(), object.box().right() - 1);
                    assertThat((float) Math.floorDiv(i, 48))
                            .isBetween(object.box().top(), object.box().bottom() - 1);
                }
            }
            largest = mask.area() > most ? object.label() : largest;
            most = Math.max(most, (int) mask.area());
        }
        assertThat(largest).isEqualTo(label);
        assertThat(segmented.classes().classes().toArray()).isEqualTo(painted);
    }

    @Test
    void theLargestObjectIsMostlyVisible() {
        for (int index = 0; index < 300; index++) {
            Dice dice = Dice.of(5, 0, index);
            Scene scene = Scene.compose(dice, 64, Shape.of(index % 8), 8, 6, 0);
            int target = scene.objects().indexOf(scene.target());
            Rendering rendering = Rendering.of(scene, dice);
            int visible = 0;
            for (byte owner : rendering.owners()) {
                visible += owner == target ? 1 : 0;
            }
            double area = Math.PI * scene.target().radius() * scene.target().radius();
            assertThat(visible / area).as("scene " + index).isGreaterThan(0.55);
        }
    }

    @Test
    void theStatedShareOfTargetsLooksTypicalOfItsClass() {
        int alike = 0;
        for (int index = 0; index < 1000; index++) {
            Scene scene = Scene.compose(Dice.of(7, index), 64, Shape.of(index % 10), 10, 4, 0.6);
            Texture typical = Texture.typical(Dice.of(0), index % 10, 64);
            alike += scene.target().texture().pattern() == typical.pattern() ? 1 : 0;
        }
        // Of the others, one in five has the pattern by chance: 0.68 in all, with a deviation of 0.015.
        assertThat(alike).isBetween(620, 740);
    }

    @Test
    void rawPixelsSayNothingAboutTheClass() {
        Dataset data =
                new ScenesDataset(new ScenesDataset.Options(2400, 800, 32, 8, 4, 0, 1, ScenesDataset.Labels.CLASS));
        double[][] means = new double[8][3 * 32 * 32];
        Split train = data.split("train");
        for (int i = 0; i < train.size(); i++) {
            byte[] rgb = train.example(i).image().rgb();
            double[] mean = means[i % 8];
            for (int j = 0; j < rgb.length; j++) {
                mean[j] += (rgb[j] & 0xff) * 8.0 / train.size();
            }
        }
        Split val = data.split("val");
        long right = IntStream.range(0, val.size())
                .filter(i -> nearest(means, val.example(i).image().rgb()) == i % 8)
                .count();
        // Chance is one in eight; 0.18 lies five standard deviations above.
        assertThat((double) right / val.size()).isLessThan(0.18);
    }

    @Test
    void threadsDoNotMatter() {
        Split split = new ScenesDataset(PLAIN).split("train");
        List<String> sequential =
                IntStream.range(0, 100).mapToObj(i -> hash(split, i)).toList();
        assertThat(IntStream.range(0, 100)
                        .parallel()
                        .mapToObj(i -> hash(split, i))
                        .toList())
                .isEqualTo(sequential);
        assertThat(new HashSet<>(sequential)).hasSize(100);
    }

    /** If this fails on purpose, the generator's version must be raised: fingerprints stand for these bytes. */
    @Test
    void drawsTheseVeryBytesOnEveryMachine() {
        Split split = new ScenesDataset(new ScenesDataset.Options(30, 0, 40, 10, 5, 0, 3, ScenesDataset.Labels.CLASS))
                .split("train");
        String all = IntStream.range(0, 30).mapToObj(i -> hash(split, i)).collect(Collectors.joining());
        assertThat(String.format("%08x", all.hashCode())).isEqualTo("cb9f973a");
    }

    @Test
    void everyOptionChangesTheFingerprint() {
        Set<String> seen = new HashSet<>();
        List<ScenesDataset.Options> all = new ArrayList<>(List.of(
                PLAIN,
                new ScenesDataset.Options(201, 80, 48, 8, 4, 0, 0, ScenesDataset.Labels.CLASS),
                new ScenesDataset.Options(200, 81, 48, 8, 4, 0, 0, ScenesDataset.Labels.CLASS),
                new ScenesDataset.Options(200, 80, 49, 8, 4, 0, 0, ScenesDataset.Labels.CLASS),
                new ScenesDataset.Options(200, 80, 48, 7, 4, 0, 0, ScenesDataset.Labels.CLASS),
                new ScenesDataset.Options(200, 80, 48, 8, 3, 0, 0, ScenesDataset.Labels.CLASS),
                with(1, ScenesDataset.Labels.CLASS),
                with(0, ScenesDataset.Labels.BOXES)));
        for (ScenesDataset.Options options : all) {
            assertThat(seen.add(new ScenesDataset(options).fingerprint())).isTrue();
        }
        assertThat(new ScenesDataset(PLAIN).fingerprint()).isIn(seen);
    }

    @Test
    void namesItsClasses() {
        assertThat(new ScenesDataset(PLAIN).classes()).hasSize(8).startsWith("disc", "square");
        assertThat(new ScenesDataset(with(0, ScenesDataset.Labels.SEGMENTATION)).classes())
                .hasSize(9)
                .startsWith("background", "disc");
        assertThat(new ScenesDataset(new ScenesDataset.Options(1, 0, 16, 2, 1, 0, 0, ScenesDataset.Labels.CLASS))
                        .splits())
                .hasSize(1);
    }

    private static ScenesDataset.Options with(long seed, ScenesDataset.Labels labels) {
        return new ScenesDataset.Options(200, 80, 48, 8, 4, 0, seed, labels);
    }

    private static Example example(long seed, ScenesDataset.Labels labels, int index) {
        return new ScenesDataset(with(seed, labels)).split("train").example(index);
    }

    private static int nearest(double[][] means, byte[] rgb) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int c = 0; c < means.length; c++) {
            double sum = 0;
            for (int j = 0; j < rgb.length; j++) {
                double difference = (rgb[j] & 0xff) - means[c][j];
                sum += difference * difference;
            }
            best = sum < least ? c : best;
            least = Math.min(least, sum);
        }
        return best;
    }

    private static String hash(Split split, int index) {
        byte[] hash = Sha256.digest().digest(split.example(index).image().rgb());
        return HexFormat.of().formatHex(hash, 0, 8);
    }
}
