package io.peco4j.tasks.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.tasks.Alone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** All that does not fit is told at once, and nothing of what does. */
final class SegmentationFitTest {
    private static final PaintedMaps DATA = new PaintedMaps(List.of(ClassMap.of(2, 2, new byte[4])), 3);

    @Test
    void tellsAllProblemsAtOnce() {
        List<Problem> problems = problems(
                options(
                        20,
                        30,
                        2,
                        List.of(),
                        Optional.of(List.of(1, 3, 2, 2)),
                        List.of(0),
                        Optional.of(List.of(1.0, -1.0, 1.0))),
                DATA);
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly("PECO-170", "PECO-170", "PECO-174", "PECO-174", "PECO-171", "PECO-171", "PECO-173");
        assertThat(problems).extracting(Problem::where).allMatch(place -> place.startsWith("segmentation: "));
        assertThat(problems.get(0).remedy()).isEqualTo("crop = 24");
        assertThat(problems.get(4).remedy()).contains("from 1 to 2");
    }

    @Test
    void needsClassesAndSomethingToScore() {
        assertThat(problems(sound(), new Poor())).extracting(Problem::code).containsExactly("PECO-172", "PECO-172");
        assertThat(problems(sound(), DATA)).isEmpty();
    }

    /** One class, and nothing to score on. */
    private record Poor() implements Dataset {
        @Override
        public List<Split> splits() {
            return List.of(DATA.split(TRAIN));
        }

        @Override
        public List<String> classes() {
            return List.of("all");
        }

        @Override
        public Class<? extends Example> exampleType() {
            return DATA.exampleType();
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private static List<Problem> problems(SegmentationOptions options, Dataset data) {
        try (NDManager manager = NDManager.newBaseManager()) {
            VisionEncoder encoder = new VisionTransformer(
                    Alone.in(manager), VitConfig.plain(VitSize.TINY, 8, 32).withDepth(2));
            return SegmentationFit.problems(options, encoder, data);
        }
    }

    private static SegmentationOptions sound() {
        return options(16, 16, 1, List.of(1.0), Optional.empty(), List.of(1, 2), Optional.empty());
    }

    private static SegmentationOptions options(
            int crop,
            int stride,
            double scaleMin,
            List<Double> scoreScales,
            Optional<List<Integer>> layers,
            List<Integer> poolScales,
            Optional<List<Double>> weights) {
        return new SegmentationOptions(
                new TrainingViews(crop, 32, 64, scaleMin, 1, 0.75, 0.5, 0, true),
                new ScoringViews(ScoringViews.Mode.WINDOWS, stride, scoreScales, false),
                new HeadOptions(layers, Optional.empty(), 8, 0.4, 0.1, poolScales),
                0.65,
                weights,
                2,
                Recipe.adamW(1e-3));
    }
}
