package io.peco4j.tokenizers.vqvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Learner;
import io.peco4j.tokenizers.vqvae.CodebookOptions.Quantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VqVaeTokenizerTest {
    @ParameterizedTest
    @EnumSource(Quantizer.class)
    void trainingLowersTheLossOfAFixedBatch(Quantizer quantizer) {
        try (Bench bench = Bench.pixel(1)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(quantizer);
            Learner learner = tokenizer.learner().orElseThrow();
            NDArray images = bench.images(4, 16);
            float first = bench.step(learner, images, 0, 0.02f);
            float last = first;
            for (int i = 1; i < 25; i++) {
                last = bench.step(learner, images, i, 0.02f);
            }
            assertThat(last).isLessThan(0.5f * first);
        }
    }

    @Test
    void aBatchIsTokenisedAndReconstructedAsItsPicturesAre() {
        try (Bench bench = Bench.pixel(2)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            NDArray images = bench.manager().randomUniform(0, 1, new Shape(5, 3, 24, 16), DataType.FLOAT32);
            NDArray tokens = tokenizer.tokenize(images);
            NDArray pictures = tokenizer.reconstruct(tokens);
            assertThat(tokens.getShape()).isEqualTo(new Shape(5, 6, 4));
            assertThat(pictures.getShape()).isEqualTo(images.getShape());
            for (int i = 0; i < 5; i++) {
                String row = i + ":" + (i + 1);
                assertThat(tokenizer.tokenize(images.get(row))).isEqualTo(tokens.get(row));
                assertThat(tokenizer.reconstruct(tokens.get(row))).isEqualTo(pictures.get(row));
            }
            assertThat(tokenizer.tokenize(images.get("1:4"))).isEqualTo(tokens.get("1:4"));
        }
    }

    @Test
    void codewordsAreRowsOfTheCodebook() {
        try (Bench bench = Bench.pixel(3)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            NDArray tokens = bench.manager().create(new long[] {0, 31, 7, 7}, new Shape(1, 2, 2));
            NDArray codebook = Objects.requireNonNull(tokenizer.state().get("quantize.embedding.weight"));
            NDArray codewords = tokenizer.codewords(tokens);
            assertThat(codewords.getShape()).isEqualTo(new Shape(1, 2, 2, 8));
            assertThat(codewords.get("0, 0, 1")).isEqualTo(codebook.get(31));
            assertThat(codewords.get("0, 1, 0")).isEqualTo(codewords.get("0, 1, 1"));
        }
    }

    @Test
    void theStateIsAllThatTrainingLeavesBehind() {
        try (Bench one = Bench.pixel(4);
                Bench two = Bench.pixel(5)) {
            VqVaeTokenizer trained = one.tokenizer(Quantizer.EMA);
            VqVaeTokenizer restored = two.tokenizer(Quantizer.EMA);
            NDArray images = one.images(6, 16);
            Learner learner = trained.learner().orElseThrow();
            for (int i = 0; i < 5; i++) {
                one.step(learner, images, i, 0.02f);
            }
            Learner other = restored.learner().orElseThrow();
            assertThat(other.state().keySet())
                    .containsExactlyElementsOf(learner.state().keySet());
            other.state()
                    .forEach((name, array) -> array.muli(0)
                            .addi(Objects.requireNonNull(learner.state().get(name))));

            assertThat(restored.tokenize(images)).isEqualTo(trained.tokenize(images));
            assertThat(two.step(other, images, 5, 0.02f)).isEqualTo(one.step(learner, images, 5, 0.02f));
            assertThat(restored.tokenize(images)).isEqualTo(trained.tokenize(images));
        }
    }

    @Test
    void nothingPilesUpOverManySteps() {
        try (Bench bench = Bench.pixel(6)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            Learner learner = tokenizer.learner().orElseThrow();
            NDArray images = bench.images(1, 16);
            bench.step(learner, images, 0, 0.01f);
            int arrays = bench.manager().getManagedArrays().size();
            for (int i = 1; i < 20; i++) {
                bench.step(learner, images, i, 0.01f);
            }
            long start = residentKilobytes();
            for (int i = 20; i < 200; i++) {
                bench.step(learner, images, i, 0.01f);
            }
            assertThat(bench.manager().getManagedArrays()).hasSize(arrays);
            // A step's graph, kept 180 times, would be more than this.
            assertThat(residentKilobytes() - start).isLessThan(200 * 1024);
        }
    }

    @Test
    void sidesMustFitTheTokens() {
        try (Bench bench = Bench.pixel(7)) {
            VqVaeTokenizer tokenizer = bench.tokenizer(Quantizer.EMA);
            NDArray images = bench.manager().zeros(new Shape(1, 3, 16, 18));
            assertThatThrownBy(() -> tokenizer.tokenize(images))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("multiples of 4");
        }
    }

    /** After a full collection, which gives back what the Java heap holds in reserve. */
    private static long residentKilobytes() {
        System.gc();
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
