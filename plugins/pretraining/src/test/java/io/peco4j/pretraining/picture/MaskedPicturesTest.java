package io.peco4j.pretraining.picture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.task.Picture;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.mask.BlockwiseMask;
import io.peco4j.nn.mask.MaskOptions;
import io.peco4j.nn.mask.MaskPattern;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.MaskedTokenHead;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.pretraining.masked.PixelTokenizer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Pictures of 16 x 24 pixels in patches of 4; the tokenizer sees them at 8 x 12 pixels. */
final class MaskedPicturesTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 24;

    @Test
    void hiddenPatchesAreDrawnAsPredictedAndTheOthersAsTheyAre() {
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setGradMode(false);
            StandaloneContext context = new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
            MaskedImageModel model = new MaskedImageModel(encoder(context), new MaskedTokenHead(context, 16, 64));
            TokenPainter painter =
                    new TokenPainter(new PixelTokenizer(64, 2, 8), (image, mask) -> model.logits(image, mask, false));
            MaskedPictures pictures = new MaskedPictures(
                    model.encoder(), new PictureSize(8, 12), List.of(new BlockwiseMask(4, 6, 10, 1, 0.3)), painter);
            RgbImage sheet = pictures.of(new Noise(), manager).get(0).image();
            int step = HEIGHT + (sheet.height() - 4 * HEIGHT) / 3;
            int hidden = 0;
            for (int patch = 0; patch < 24; patch++) {
                int x = patch % 6 * 4;
                int y = patch / 6 * 4;
                boolean grey = same(sheet, x, y, x, y, true);
                hidden += grey ? 1 : 0;
                assertThat(same(sheet, x, y, x, y + 3 * step, false))
                        .as("patch %d is as it was", patch)
                        .isEqualTo(!grey);
                if (!grey) {
                    assertThat(same(sheet, x, y + step, x, y + 2 * step, false))
                            .as("visible patch %d keeps its token", patch)
                            .isTrue();
                }
            }
            assertThat(hidden).isBetween(1, 10);
        }
    }

    @Test
    void eachRatioHasItsSheetAndPixelsOfTheNetworkStandInHiddenPatchesOnly() {
        try (NDManager manager = NDManager.newBaseManager()) {
            JniUtils.setGradMode(false);
            VisionTransformer encoder =
                    encoder(new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1)));
            PixelPainter painter = new PixelPainter(encoder.grid(), (image, hidden) -> image.zerosLike(), true);
            MaskOptions random = new MaskOptions(
                    MaskPattern.RANDOM, 0.75, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            List<Picture> pictures = new MaskedPictures(
                            encoder, encoder.imageSize(), random, List.of(0.25, 0.95), painter)
                    .of(new Noise(), manager);
            int[] hidden = new int[2];
            for (int ratio = 0; ratio < 2; ratio++) {
                RgbImage sheet = pictures.get(ratio).image();
                int step = HEIGHT + (sheet.height() - 3 * HEIGHT) / 2;
                for (int patch = 0; patch < 24; patch++) {
                    int x = patch % 6 * 4;
                    int y = patch / 6 * 4;
                    boolean grey = same(sheet, x, y, x, y, true);
                    hidden[ratio] += grey ? 1 : 0;
                    assertThat(same(sheet, x, y + step, x, y + 2 * step, false))
                            .as("patch %d is as it was", patch)
                            .isEqualTo(!grey);
                    assertThat(sheet.rgb()[3 * ((y + step) * sheet.width() + x)] == 0)
                            .as("patch %d is black", patch)
                            .isEqualTo(grey);
                }
            }
            assertThat(hidden).containsExactly(6, 23);
            assertThat(pictures)
                    .extracting(Picture::title)
                    .containsExactly("Predictions, 25 % hidden", "Predictions, 96 % hidden");
            assertThat(pictures.get(0).caption()).contains("those of the true patch");
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
