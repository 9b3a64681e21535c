package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.Distortion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandAugment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of RandAugment on 8-bit pictures, alone and as they are drawn. */
final class DistortionRuns {
    private static final String TIMM = "huggingface/pytorch-image-models";
    private static final String FILE = "timm/data/auto_augment.py: ";

    /** {@code bicubic.ShearX.-0.27}: a filter, an operation and its argument, of which the latter two may lack. */
    private static final Pattern RESULT = Pattern.compile("(?:(bilinear|bicubic)\\.)?([A-Za-z]+)(?:\\.(-?[\\d.]+))?");

    private DistortionRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(TIMM, FILE + "brightness, color, contrast, sharpness over Pillow 9.4"),
                reference -> operations(reference, "in.bytes", ""),
                new Kind(TIMM, FILE + "rotate, shear_x, shear_y, translate_*_rel, translate_*_abs over Pillow 9.4"),
                reference -> operations(reference, "in.bytes", ""),
                new Kind(
                        TIMM,
                        FILE + "auto_contrast, equalize, invert, posterize, solarize, solarize_add over Pillow 9.4"),
                DistortionRuns::lookups,
                new Kind(TIMM, FILE + "rand_augment_transform"),
                DistortionRuns::randAugment);
    }

    /** Several pictures, whose letters begin the names of results. */
    private static void lookups(ParityCase reference) {
        reference
                .under("in.")
                .keySet()
                .forEach(name -> operations(reference, "in." + name, name.substring(0, name.indexOf('.') + 1)));
    }

    private static void operations(ParityCase reference, String input, String prefix) {
        RgbImage image = picture(reference.get(input));
        reference.under("out." + prefix).keySet().forEach(name -> {
            Matcher matcher = RESULT.matcher(name);
            if (!matcher.matches()) {
                throw new AssertionError("no operation: " + name);
            }
            reference.check("out." + prefix + name, Pictures.tensor(reference.manager(), applied(matcher, image)));
        });
    }

    private static RgbImage applied(MatchResult result, RgbImage image) {
        Filter filter = result.group(1) == null ? Filter.BICUBIC : Filter.valueOf(upper(result.group(1)));
        double argument = result.group(3) == null ? 0 : Double.parseDouble(result.group(3));
        return operation(result.group(2)).apply(image, argument, filter);
    }

    /** Of a name like {@code TranslateXRel}. */
    static Distortion operation(String name) {
        return Distortion.valueOf(upper(name.replaceAll("(?<=[a-zX-Y])(?=[A-Z])", "_")));
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static void randAugment(ParityCase reference) {
        // The configuration is a name: its magnitude and deviation are those of the constructor without numbers.
        RandAugment augment = new RandAugment();
        Matcher config = Pattern.compile("rand-m([\\d.]+)-mstd([\\d.]+)-inc1")
                .matcher(reference.arguments().text("config"));
        if (!config.matches()
                || Double.parseDouble(config.group(1)) != augment.magnitude()
                || Double.parseDouble(config.group(2)) != augment.deviation()) {
            throw new AssertionError("another configuration than the default's");
        }
        for (int i = 0; i < reference.arguments().integer("pictures"); i++) {
            RgbImage image = picture(reference.get("in." + i + ".bytes"));
            reference.check(
                    "out." + i + ".bytes",
                    Pictures.tensor(reference.manager(), augment.apply(image, new Given(reference, "in." + i + "."))));
        }
    }

    private static RgbImage picture(NDArray numbers) {
        return Pictures.picture(numbers.toType(DataType.FLOAT32, true));
    }

    /** Draws in the order of the calls. */
    private static final class Given implements RandAugment.Draws {
        private final Iterator<Double> operations;
        private final Iterator<Double> chances;
        private final Iterator<Double> magnitudes;

        Given(ParityCase reference, String prefix) {
            this.operations = numbers(reference, prefix + "ops");
            this.chances = numbers(reference, prefix + "random");
            this.magnitudes = numbers(reference, prefix + "gauss");
        }

        private static Iterator<Double> numbers(ParityCase reference, String key) {
            return Arrays.stream(reference.doubles(key)).boxed().iterator();
        }

        @Override
        public int operation(int count) {
            return operations.next().intValue();
        }

        @Override
        public boolean coin() {
            return chances.next() <= 0.5;
        }

        @Override
        public double magnitude(double mean, double deviation) {
            return magnitudes.next();
        }
    }
}
