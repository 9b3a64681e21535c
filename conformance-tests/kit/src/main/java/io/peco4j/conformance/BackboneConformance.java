package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.apart;
import static io.peco4j.conformance.Closeness.finite;
import static io.peco4j.conformance.Closeness.largest;
import static io.peco4j.conformance.Closeness.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.pictures.Look;
import io.peco4j.conformance.workbench.Slope;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.perceptual.FeatureNormalisation;
import io.peco4j.nn.perceptual.PerceptualDistance;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The rules BCK-01 to BCK-16, and LRN-01 to LRN-19 for its learner; here those of features and distances.
 *
 * <p>Distances are PeCo's: of features that are normalised over their channels ({@link PerceptualDistance}).
 *
 * <p>Override {@link #backbone()}, with options that make it small:
 *
 * <pre>{@code
 * final class VggTest extends BackboneConformance {
 *     @Override
 *     protected Component<PerceptualBackbone> backbone() {
 *         return Component.of(PerceptualBackbone.class, "acme.vgg", ConfigFactory.parseString("width = 4"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are
 * listed under the class, or with {@code mvn test -Dtest=VggTest#gradientsReachThePictures}. Rules that do not apply
 * are reported as skipped, with the reason.
 */
public abstract non-sealed class BackboneConformance extends BackboneStateRules {
    /** Of the largest feature: what the order of sums changes. */
    private static final double ROUNDING = 1e-3;

    /** Of a slope: networks with corners have no exact differences. */
    private static final double CORNERS = 0.15;

    /** A quarter of one of 256 grey levels: colours may be spread far before the first layer. */
    private static final double STEP = 1e-3;

    private static final double[] STRENGTHS = {0.05, 0.15, 0.4, 1};

    /** A class for one backbone. */
    protected BackboneConformance() {}

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-01")
    final void featuresAreOneMapPerLayer(@ForAll("several") Draw draw) {
        with((backbone, manager) -> {
            assertThat(backbone.flopsPerImage()).as("operations per picture").isNotNegative();
            List<Shape> usual = shapes(backbone.features(pictures(manager, Draw.photos(1, 1))));
            List<NDArray> maps = backbone.features(pictures(manager, draw));
            assertThat(maps).as("one map per layer").isNotEmpty();
            assertThat(maps)
                    .as("maps: float32 (B, C, H, W), B = " + draw.size())
                    .allMatch(map -> map.getDataType() == DataType.FLOAT32)
                    .allMatch(map -> map.getShape().dimension() == 4)
                    .allMatch(map -> map.getShape().get(0) == draw.size());
            assertThat(shapes(maps))
                    .as("(C, H, W) of the maps, against those of another batch")
                    .isEqualTo(usual);
            assertThat(finite(maps)).as("features are finite").isTrue();
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-02")
    final void equalPicturesHaveEqualFeatures(@ForAll("several") Draw draw) {
        with((backbone, manager) -> {
            NDArray images = pictures(manager, draw);
            assertThat(apart(backbone.features(images), backbone.features(images)))
                    .as("how far apart the features of the same pictures are, asked for twice")
                    .isZero();
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-03")
    final void featuresDoNotDependOnTheRestOfTheBatch(@ForAll("several") Draw draw) {
        with((backbone, manager) -> {
            NDArray images = pictures(manager, draw);
            List<NDArray> together = backbone.features(images);
            for (int i = 0; i < draw.size(); i++) {
                List<NDArray> single = backbone.features(row(images, i));
                for (int layer = 0; layer < Math.min(single.size(), together.size()); layer++) {
                    NDArray map = together.get(layer);
                    assertThat(largest(row(map, i).sub(single.get(layer))))
                            .as("how far the features of a picture depend on the others of the batch")
                            .isLessThanOrEqualTo(ROUNDING * largest(map));
                }
            }
        });
    }

    @Test
    @Rule("BCK-04")
    final void gradientsReachThePictures() {
        with((backbone, manager) -> {
            NDArray images = pictures(manager, Draw.photos(2, 2));
            int layers = backbone.features(images).size();
            for (int layer = 0; layer < layers; layer++) {
                int chosen = layer;
                NDArray gradient = Slope.gradient(x -> energy(backbone, x, chosen), images);
                for (int i = 0; i < 2; i++) {
                    assertThat(largest(row(gradient, i)))
                            .as("largest gradient that the map of layer " + layer + " sends to picture " + i)
                            .isPositive()
                            .isFinite();
                }
            }
        });
    }

    @Test
    @Rule("BCK-05")
    final void gradientsAreThoseOfTheFeatures() {
        with((backbone, manager) -> {
            // Flat regions would tie in a pooling: a corner, where a gradient is one of several.
            NDArray images = blend(pictures(manager, Draw.photos(3, 2)), pictures(manager, noise(2)), 0.2);
            int last = backbone.features(images).size() - 1;
            assertThat(Slope.contradictions(x -> energy(backbone, x, last), images, 1, STEP, CORNERS))
                    .as("directions in which the mean square of the last map's features has another slope than its"
                            + " gradient says")
                    .isEmpty();
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-07")
    final void theirDistanceIsOne(@ForAll("draws") Draw draw) {
        with((backbone, manager) -> {
            PerceptualDistance distance = distance(backbone);
            NDArray photos = pictures(manager, Draw.photos(draw.seed() + 1, draw.size()));
            NDArray images = pictures(manager, draw);
            double forth = between(distance, images, photos);
            assertThat(forth).as("distance of two pictures").isNotNegative().isFinite();
            assertThat(between(distance, images, images))
                    .as("distance of a picture, and of itself where gradients are recorded")
                    .isLessThanOrEqualTo(1e-5 * Math.max(forth, 1e-3));
            assertThat(changedByRecording(backbone, images))
                    .as("how far features change where gradients are recorded, as a share of the largest")
                    .isLessThanOrEqualTo(ROUNDING);
            assertThat(Math.abs(between(distance, photos, images) - forth))
                    .as("how far apart the distances there and back are")
                    .isLessThanOrEqualTo(ROUNDING * Math.max(forth, 1e-3));
        });
    }

    @Test
    @Rule("BCK-08")
    final void distanceGrowsWithDistortion() {
        with((backbone, manager) -> {
            PerceptualDistance distance = distance(backbone);
            NDArray photos = pictures(manager, Draw.photos(5, 8));
            NDArray noise = pictures(manager, noise(8));
            double[] distances = DoubleStream.of(STRENGTHS)
                    .map(strength -> between(distance, photos, blend(photos, noise, strength)))
                    .toArray();
            assertThat(distances)
                    .as("mean distance of photos and the same with more and more noise in them")
                    .isSorted();
            assertThat(distances[STRENGTHS.length - 1])
                    .as("mean distance of photos and noise, against that of photos with a little noise")
                    .isGreaterThan(distances[0]);
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-09")
    final void valuesMayLieOutside(@ForAll("draws") Draw draw) {
        with((backbone, manager) -> {
            NDArray outside = pictures(manager, draw).mul(1.5).sub(0.25);
            assertThat(finite(backbone.features(outside)))
                    .as("features of pictures with values from -0.25 to 1.25 are finite")
                    .isTrue();
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("BCK-10")
    final void picturesMayHaveAnySize(@ForAll("draws") Draw draw) {
        with((backbone, manager) -> {
            int side = image() + 8;
            NDArray images = draw.batch(manager, side).get(new NDIndex(":, :, :, :" + image()));
            if (!able(Ability.ANY_SIZE)) {
                assertThatThrownBy(() -> backbone.features(images))
                        .as("pictures of " + side + " x " + image() + " pixels")
                        .isInstanceOf(IllegalArgumentException.class);
                return;
            }
            int usual = backbone.features(pictures(manager, draw)).size();
            assertThat(backbone.features(images))
                    .as("maps of pictures of " + side + " x " + image() + " pixels")
                    .hasSize(usual)
                    .allMatch(map -> map.getShape().get(0) == draw.size());
        });
    }

    private static PerceptualDistance distance(PerceptualBackbone backbone) {
        return new PerceptualDistance(backbone, FeatureNormalisation.LAYER_NORM);
    }

    /** As in training: the second has a gradient. */
    private static double between(PerceptualDistance distance, NDArray original, NDArray other) {
        return GradientMode.on(() -> {
            NDArray reconstruction = other.duplicate();
            reconstruction.setRequiresGradient(true);
            return distance.between(original, reconstruction).getFloat();
        });
    }

    private static double changedByRecording(PerceptualBackbone backbone, NDArray images) {
        List<NDArray> plain = GradientMode.off(() -> backbone.features(images));
        List<NDArray> recorded = GradientMode.on(() -> {
            NDArray pictures = images.duplicate();
            pictures.setRequiresGradient(true);
            return backbone.features(pictures);
        });
        return IntStream.range(0, plain.size())
                .mapToDouble(i -> largest(recorded.get(i).sub(plain.get(i))) / Math.max(largest(plain.get(i)), 1e-6))
                .max()
                .orElse(0);
    }

    private static NDArray blend(NDArray photos, NDArray noise, double strength) {
        return photos.mul(1 - strength).add(noise.mul(strength));
    }

    private static Draw noise(int count) {
        return new Draw(11, Collections.nCopies(count, Look.NOISE));
    }

    private static List<Shape> shapes(List<NDArray> maps) {
        return maps.stream().map(map -> map.getShape().slice(1)).toList();
    }
}
