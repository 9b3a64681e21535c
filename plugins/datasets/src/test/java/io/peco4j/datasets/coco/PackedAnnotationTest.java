package io.peco4j.datasets.coco;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.InstanceMask.Polygons;
import io.peco4j.api.data.InstanceMask.RunLengths;
import io.peco4j.datasets.coco.Annotation.Masked;
import io.peco4j.datasets.coco.Annotation.Nothing;
import io.peco4j.datasets.coco.Annotation.Shape;
import io.peco4j.datasets.coco.Annotation.Unknown;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is packed is unpacked to the last bit, whatever the numbers are. */
final class PackedAnnotationTest {
    @Property(tries = 300)
    void unpacksWhatWasPacked(@ForAll("annotations") Annotation annotation) {
        PackedNumbers scratch = new PackedNumbers();
        byte[] packed = PackedAnnotation.pack(annotation, scratch);
        assertThat(PackedAnnotation.unpack(packed)).isEqualTo(annotation);
        assertThat(PackedAnnotation.pack(annotation, scratch)).isEqualTo(packed);
    }

    @Provide
    Arbitrary<Annotation> annotations() {
        Arbitrary<Double> number = Arbitraries.oneOf(
                Arbitraries.integers().between(-5000, 70_000).map(hundredths -> hundredths / 100.0),
                Arbitraries.doubles().map(value -> value + 0.0));
        Arbitrary<double[]> outline = number.list()
                .ofMinSize(6)
                .ofMaxSize(20)
                .filter(list -> list.size() % 2 == 0)
                .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray());
        Arbitrary<Shape> shape = Arbitraries.oneOf(
                Arbitraries.of(new Unknown(), new Nothing()),
                outline.list().ofMinSize(1).ofMaxSize(3).map(outlines -> new Masked(new Polygons(outlines))),
                Arbitraries.integers()
                        .between(0, 1 << 20)
                        .array(int[].class)
                        .ofMaxSize(9)
                        .map(runs ->
                                new Masked(new RunLengths(Arrays.stream(runs).sum() + 1, 1, ended(runs)))));
        return Combinators.combine(number, number, number, number, Arbitraries.of(true, false), shape)
                .as(Annotation::new);
    }

    private static int[] ended(int[] runs) {
        int[] all = Arrays.copyOf(runs, runs.length + 1);
        all[runs.length] = 1;
        return all;
    }

    /** As in COCO's files: two digits after the point, corners close to each other. */
    @Test
    void takesThreeBytesForACornerOfCoco() {
        double[] outline = new double[2000];
        for (int i = 0; i < outline.length; i += 2) {
            double angle = Math.PI * i / outline.length;
            outline[i] = Math.rint(100 * (300 + 200 * Math.cos(2 * angle))) / 100;
            outline[i + 1] = Math.rint(100 * (300 + 200 * Math.sin(2 * angle))) / 100;
        }
        Annotation annotation = new Annotation(100, 100, 400, 400, false, new Masked(new Polygons(List.of(outline))));
        assertThat(PackedAnnotation.pack(annotation, new PackedNumbers())).hasSizeBetween(2000, 3500);
    }
}
