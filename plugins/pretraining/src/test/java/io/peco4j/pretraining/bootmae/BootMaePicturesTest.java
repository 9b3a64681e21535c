package io.peco4j.pretraining.bootmae;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.task.Examples;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pictures of 16 x 24 pixels in patches of 4. */
final class BootMaePicturesTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 24;
    private static final BootMaeOptions OPTIONS = OptionsBinder.bind(
                    BootMaeOptions.class,
                    ConfigFactory.parseString(
                            "decoder-width = 16, decoder-depth = 1, mask { ratio = 0.417, min-patches = 1 }"),
                    ConfigFactory.empty(),
                    "pretraining")
            .get();

    @Test
    void hiddenPatchesAreDrawnAsPredictedAndTheOthersAsTheyAre() {
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setGradMode(false);
            StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
            VisionTransformer encoder = encoder(context);
            BootMaeFramework framework = new BootMaeFramework(OPTIONS, encoder, context);
            RgbImage sheet = framework.pictures(new Unread(new Noise())).get(0).image();
            int step = HEIGHT + (sheet.height() - 3 * HEIGHT) / 2;
            int hidden = 0;
            for (int patch = 0; patch < 24; patch++) {
                int x = patch % 6 * 4;
                int y = patch / 6 * 4;
                boolean grey = same(sheet, x, y, x, y, true);
                hidden += grey ? 1 : 0;
                assertThat(same(sheet, x, y, x, y + 2 * step, false))
                        .as("patch %d is as it was", patch)
                        .isEqualTo(!grey);
                assertThat(same(sheet, x, y + step, x, y + 2 * step, false))
                        .as("patch %d is predicted", patch)
                        .isEqualTo(!grey);
            }
            assertThat(hidden).isEqualTo(10);
        }
    }

    /** Whether two patches are equal; or, where {@code grey}, whether the first is of the one colour that hides. */
    private static boolean same(RgbImage sheet, int x, int y, int otherX, int otherY, boolean grey) {
        for (int i = 0; i < 4 * 4 * 3; i++) {
            int one = sheet.rgb()[3 * ((y + i / 12) * sheet.width() + x) + i % 12];
            int other = sheet.rgb()[3 * ((otherY + i / 12) * sheet.width() + otherX) + i % 12];
            if (grey ? one != (byte) 128 : one != other) {
                return false;
            }
        }
        return true;
    }

    private static VisionTransformer encoder(StandaloneContext context) {
        return new VisionTransformer(
                context,
                new VitConfig(
                        new PictureSize(HEIGHT, WIDTH),
                        4,
                        new StackShape(BlockShape.plain(16, 2), 1, 0),
                        false,
                        Positions.LEARNED,
                        RelativeBias.NONE,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    /** Of which nothing is read but what its data set gives. */
    private record Unread(Dataset dataset) implements Examples {
        @Override
        public void forEach(Split split, int batch, Preparation preparation, Consumer<Batch> each) {
            throw new UnsupportedOperationException();
        }
    }

    /** Two pictures, the first of which cannot be read. */
    private record Noise() implements Dataset, Split {
        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public List<Split> splits() {
            return List.of(this);
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Corrupt corrupt() {
            return Corrupt.SKIP;
        }

        @Override
        public String fingerprint() {
            return "noise";
        }

        @Override
        public String name() {
            return TRAIN;
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public Example example(int index) {
            if (index == 0) {
                throw new UnreadableExampleException("damaged");
            }
            byte[] rgb = new byte[3 * HEIGHT * WIDTH];
            new Random(1).nextBytes(rgb);
            return new Example.Image(new RgbImage(WIDTH, HEIGHT, rgb));
        }

        @Override
        public String label(int index) {
            return "" + index;
        }
    }
}
