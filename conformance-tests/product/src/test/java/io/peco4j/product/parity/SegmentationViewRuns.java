package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonElement;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Affine;
import io.peco4j.nn.image.ByteHsv;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.FitWithin;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.MeanPadding;
import io.peco4j.nn.image.PhotometricDistortion;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.image.VariedCrop;
import io.peco4j.nn.image.VerticalFlip;
import io.peco4j.nn.vit.Normalisation;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What mmsegmentation does to pictures and maps before the network sees them, by given draws. */
final class SegmentationViewRuns {
    private static final String TRANSFORMS = "mmseg/datasets/pipelines/transforms.py: ";
    private static final int UNKNOWN = 255;

    private SegmentationViewRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("Resize; mmcv/image/geometric.py: rescale_size, imrescale, imresize over OpenCV 4.6; unilm"
                        + " beit/semantic_segmentation/mmcv_custom/resize_transform.py: SETR_Resize"),
                SegmentationViewRuns::resize,
                kind("RandomCrop"),
                SegmentationViewRuns::crop,
                kind("PhotoMetricDistortion"),
                SegmentationViewRuns::distort,
                kind("RandomFlip, Normalize, Pad; formating.py: DefaultFormatBundle"),
                SegmentationViewRuns::flipAndPad);
    }

    private static Kind kind(String what) {
        return new Kind(SegmentationHeadRuns.REPOSITORY, TRANSFORMS + what);
    }

    private static void resize(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int[][] sizes = rows(arguments.get("arithmetic"));
        check(
                reference,
                "out.sizes",
                Arrays.stream(sizes)
                        .map(row -> new FitWithin(row[2], row[3]).size(new PictureSize(row[0], row[1])))
                        .flatMapToInt(size -> IntStream.of(size.height(), size.width())));
        double[] draws = reference.doubles("in.ratio_draw");
        List<JsonElement> ratios = arguments.get("ratio").getAsJsonArray().asList();
        int each = draws.length / ratios.size();
        check(
                reference,
                "out.ratio_scale",
                IntStream.range(0, draws.length)
                        .mapToObj(i -> within(ratios.get(i / each)).drawn(draws[i]))
                        .flatMapToInt(bounds -> IntStream.of(bounds.longSide(), bounds.shortSide())));
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            RgbImage image = picture(reference, "in." + i + ".bytes");
            Placement whole = Placement.whole(image.width(), image.height());
            PictureSize size = size(run, new PictureSize(image.height(), image.width()));
            Placement placement = run.flag("keep_ratio", false)
                    ? new FitWithin(run.integers("scale")[0], run.integers("scale")[1]).place(whole, new Random(0))
                    : whole.scale(size.width(), size.height(), Filter.LINEAR);
            check(reference, "out." + i + ".bytes", placement.apply(image));
            check(reference, "out." + i + ".seg", placement.apply(map(reference, "in." + i + ".seg")));
            float wider = (float) placement.width() / image.width();
            float higher = (float) placement.height() / image.height();
            reference.check(
                    "out." + i + ".scale_factor",
                    reference.manager().create(new float[] {wider, higher, wider, higher}));
        }
    }

    private static FitWithin within(JsonElement ratio) {
        int[] sides = integers(ratio.getAsJsonArray().get(0));
        JsonElement factors = ratio.getAsJsonArray().get(1);
        return new FitWithin(
                sides[0],
                sides[1],
                factors.getAsJsonArray().get(0).getAsDouble(),
                factors.getAsJsonArray().get(1).getAsDouble());
    }

    /** Of a run that does not keep the shape, or covers a window. */
    private static PictureSize size(Arguments run, PictureSize picture) {
        int[] scale = run.integers("scale");
        int shortSide = Math.min(scale[0], scale[1]);
        return run.flag("setr", false)
                ? FitWithin.covering(picture, Math.max(shortSide, run.integers("crop")[0]))
                : new PictureSize(scale[1], scale[0]);
    }

    private static void crop(ParityCase reference) {
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            RgbImage image = picture(reference, "in." + i + ".image");
            ClassMap map = map(reference, "in." + i + ".seg");
            Iterator<Double> draws =
                    DoubleStream.of(reference.doubles("in." + i + ".randint")).iterator();
            int[] place = new int[2];
            AtomicInteger count = new AtomicInteger();
            int[] size = run.integers("crop");
            Placement shown = new VariedCrop(new PictureSize(size[0], size[1]), run.number("cat_max_ratio"))
                    .place(Placement.whole(image.width(), image.height()), map, last -> {
                        int drawn = draws.next().intValue();
                        place[count.getAndIncrement() % 2] = drawn;
                        return drawn;
                    });
            check(reference, "out." + i + ".image", shown.apply(image));
            check(reference, "out." + i + ".seg", shown.apply(map));
            check(
                    reference,
                    "out." + i + ".box",
                    IntStream.of(place[0], place[0] + size[0], place[1], place[1] + size[1]));
            reference.check("out." + i + ".tries", count.get() / 2);
        }
    }

    /** Channels are blue, green, red there. */
    private static void distort(ParityCase reference) {
        Arguments arguments = reference.arguments();
        PhotometricDistortion distortion = new PhotometricDistortion(
                arguments.number("brightness_delta"),
                arguments.numbers("contrast_range")[1] - 1,
                arguments.numbers("saturation_range")[1] - 1,
                arguments.integer("hue_delta"));
        for (int i = 0; i < arguments.integer("pictures"); i++) {
            RgbImage image = picture(reference, "in." + i + ".bytes");
            RgbImage changed = distortion.apply(swapped(image), new Given(reference, "in." + i + "."));
            check(reference, "out." + i + ".bytes", swapped(changed));
        }
        RgbImage first = swapped(picture(reference, "in.0.bytes"));
        int[][] hsv = new int[3][first.width() * first.height()];
        int[] pixel = {0};
        RgbImage back = ByteHsv.changed(first, each -> {
            for (int channel = 0; channel < 3; channel++) {
                hsv[channel][pixel[0]] = each[channel];
            }
            pixel[0]++;
        });
        reference.check(
                "out.hsv",
                reference
                        .manager()
                        .create(Arrays.stream(hsv).flatMapToInt(Arrays::stream).toArray())
                        .toType(DataType.FLOAT32, false)
                        .reshape(3, first.height(), first.width()));
        check(reference, "out.hsv_back", swapped(back));
    }

    private static RgbImage swapped(RgbImage image) {
        byte[] swapped = new byte[image.rgb().length];
        for (int i = 0; i < swapped.length; i++) {
            swapped[i] = image.rgb()[i - i % 3 + 2 - i % 3];
        }
        return new RgbImage(image.width(), image.height(), swapped);
    }

    private static void flipAndPad(ParityCase reference) {
        Arguments arguments = reference.arguments();
        Normalisation normalisation =
                new Normalisation(shares(arguments.numbers("mean")), shares(arguments.numbers("std")));
        List<Arguments> runs = ScheduleRuns.of(reference);
        for (int i = 0; i < runs.size(); i++) {
            Arguments run = runs.get(i);
            RgbImage stored = picture(reference, "in." + i + ".bytes");
            RgbImage image = run.flag("to_rgb", true) ? swapped(stored) : stored;
            boolean flips = run.number("draw") < 0.5;
            Random given = new Random() {
                private static final long serialVersionUID = 1L;

                @Override
                public double nextDouble() {
                    return flips ? 0 : 1 - 1e-9;
                }
            };
            Placement whole = Placement.whole(image.width(), image.height());
            Placement flipped = run.text("direction", "horizontal").equals("vertical")
                    ? new VerticalFlip(0.5).place(whole, given)
                    : new HorizontalFlip(0.5).place(whole, given);
            int[] padded = padded(run, image);
            Placement shown = flipped.window(0, 0, padded[1], padded[0]);
            NDArray pixels = Affine.scaled(
                    Pictures.tensor(reference.manager(), shown.apply(image)).expandDims(0), 1.0 / 255);
            NDArray covered = reference.manager().create(new long[] {image.height(), image.width()}, new Shape(1, 2));
            NDArray filled = normalisation.kernel().apply(MeanPadding.fill(pixels, covered));
            reference.check("out." + i + ".image", filled.squeeze(0));
            reference.check(
                    "out." + i + ".seg",
                    tensor(reference, shown.apply(map(reference, "in." + i + ".seg")))
                            .expandDims(0));
        }
    }

    private static List<Double> shares(double[] levels) {
        return Arrays.stream(levels).map(level -> level / 255).boxed().toList();
    }

    private static int[] padded(Arguments run, RgbImage image) {
        if (run.has("pad")) {
            return run.integers("pad");
        }
        int divisor = run.integer("divisor");
        return new int[] {
            (image.height() + divisor - 1) / divisor * divisor, (image.width() + divisor - 1) / divisor * divisor
        };
    }

    private static int[][] rows(JsonElement table) {
        return table.getAsJsonArray().asList().stream()
                .map(SegmentationViewRuns::integers)
                .toArray(int[][]::new);
    }

    private static int[] integers(JsonElement numbers) {
        return numbers.getAsJsonArray().asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    private static RgbImage picture(ParityCase reference, String key) {
        return Pictures.picture(reference.get(key).toType(DataType.FLOAT32, true));
    }

    private static ClassMap map(ParityCase reference, String key) {
        NDArray numbers = reference.get(key);
        long[] values = numbers.toType(DataType.INT64, true).toLongArray();
        byte[] classes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = (byte) values[i];
        }
        return ClassMap.of(
                (int) numbers.getShape().get(1), (int) numbers.getShape().get(0), classes);
    }

    private static void check(ParityCase reference, String key, RgbImage found) {
        reference.check(key, Pictures.tensor(reference.manager(), found));
    }

    private static void check(ParityCase reference, String key, ClassMap found) {
        reference.check(key, tensor(reference, found));
    }

    private static NDArray tensor(ParityCase reference, ClassMap map) {
        int[] values = map.classes()
                .map(label -> label == ClassMap.IGNORE ? UNKNOWN : label)
                .toArray();
        return reference.manager().create(values, new Shape(map.height(), map.width()));
    }

    private static void check(ParityCase reference, String key, IntStream found) {
        reference.check(
                key,
                reference
                        .manager()
                        .create(found.toArray())
                        .reshape(reference.get(key).getShape()));
    }

    /** Draws in the order of the calls. */
    private static final class Given implements PhotometricDistortion.Draws {
        private final Iterator<Double> flags;
        private final Iterator<Double> uniform;
        private final Iterator<Double> hues;

        Given(ParityCase reference, String prefix) {
            this.flags = DoubleStream.of(reference.doubles(prefix + "flags")).iterator();
            this.uniform =
                    DoubleStream.of(reference.doubles(prefix + "uniform")).iterator();
            this.hues = DoubleStream.of(reference.doubles(prefix + "hue")).iterator();
        }

        @Override
        public boolean coin() {
            return flags.next() == 1;
        }

        @Override
        public double between(double low, double high) {
            return uniform.next();
        }

        @Override
        public int from(int low, int high) {
            return hues.next().intValue();
        }
    }
}
