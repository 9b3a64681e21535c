package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.image.BatchColours;
import io.peco4j.nn.image.CenterCrop;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.Grayscale;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.image.Resize;
import io.peco4j.nn.image.ResizeShortSide;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.loss.Mix;
import io.peco4j.nn.loss.Mixing;
import io.peco4j.nn.vit.Normalisation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What is done to pictures and targets before a network sees them. */
final class AugmentationRuns {
    /** The notes allow hues "a few" levels "on isolated pixels". */
    private static final int FEW_LEVELS = 4;

    private static final double ISOLATED = 0.02;

    private AugmentationRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(
                        "pytorch/vision",
                        "torchvision/transforms/functional.py: resize, resized_crop, center_crop" + " over Pillow 9.4"),
                AugmentationRuns::resize,
                new Kind(
                        "pytorch/vision",
                        "torchvision/transforms/functional.py: adjust_brightness/contrast/saturation"
                                + "/hue, rgb_to_grayscale"),
                AugmentationRuns::colours,
                new Kind("huggingface/pytorch-image-models", "timm/data/mixup.py: Mixup"),
                AugmentationRuns::mix,
                new Kind(
                        "huggingface/pytorch-image-models",
                        "timm/loss/cross_entropy.py: LabelSmoothingCrossEntropy," + " SoftTargetCrossEntropy"),
                AugmentationRuns::softLosses);
    }

    private static void resize(ParityCase reference) {
        Arguments arguments = reference.arguments();
        RgbImage image = Pictures.picture(reference.get("in.image"));
        int[] crop = arguments.integers("crop");
        CropRegion region = new CropRegion(crop[1], crop[0], crop[3], crop[2]);
        RgbImage shortened = new ResizeShortSide(arguments.integer("resize"), Filter.BICUBIC).apply(image);
        RgbImage view = new CenterCrop(arguments.integer("center")).apply(shortened);
        reference.under("out.").keySet().forEach(name -> {
            switch (name) {
                case "resized_short_side" -> check(reference, name, shortened);
                case "eval" -> check(reference, name, view);
                case "eval_normalized" ->
                    reference.check(
                            "out." + name,
                            Normalisation.IMAGENET
                                    .kernel()
                                    .apply(batch(reference, view).div(255)));
                case "hflip" -> check(reference, name, HorizontalFlip.flip(image));
                default -> check(reference, name, resized(reference, name, image, region));
            }
        });
    }

    /**
     * Of a name like {@code crop_lanczos} the region at the first of the sizes, of one like {@code lanczos_24x30} the
     * whole picture.
     */
    private static RgbImage resized(ParityCase reference, String name, RgbImage image, CropRegion region) {
        if (name.startsWith("crop_")) {
            JsonArray first =
                    reference.arguments().get("sizes").getAsJsonArray().get(0).getAsJsonArray();
            return RandomResizedCrop.crop(
                    image, region, first.get(1).getAsInt(), first.get(0).getAsInt(), filter(name.substring(5)));
        }
        int cut = name.indexOf('_');
        String[] size = name.substring(cut + 1).split("x", -1);
        return new Resize(Integer.parseInt(size[1]), Integer.parseInt(size[0]), filter(name.substring(0, cut)))
                .apply(image);
    }

    private static Filter filter(String name) {
        return Filter.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void check(ParityCase reference, String name, RgbImage image) {
        reference.check("out." + name, batch(reference, image));
    }

    private static NDArray batch(ParityCase reference, RgbImage image) {
        return Pictures.tensor(reference.manager(), image).expandDims(0);
    }

    /** Without prefix tensors in [0, 1]; with {@code pil.} 8-bit pictures, where the notes allow one level. */
    private static void colours(ParityCase reference) {
        Arguments arguments = reference.arguments();
        double brightness = arguments.number("brightness");
        double contrast = arguments.number("contrast");
        double saturation = arguments.number("saturation");
        double hue = arguments.number("hue");
        NDArray floats = reference.get("in.bytes").div(255).expandDims(0);
        reference.check(
                "out.brightness", BatchColours.brightness(floats, brightness).squeeze(0));
        reference.check("out.contrast", BatchColours.contrast(floats, contrast).squeeze(0));
        reference.check(
                "out.saturation", BatchColours.saturation(floats, saturation).squeeze(0));
        reference.check("out.hue", BatchColours.hue(floats, hue).squeeze(0));
        reference.check("out.grayscale", BatchColours.greyscale(floats).squeeze(0));
        RgbImage image = Pictures.picture(reference.get("in.bytes"));
        near(reference, "brightness", ColorJitter.brightness(image, brightness));
        near(reference, "contrast", ColorJitter.contrast(image, contrast));
        near(reference, "saturation", ColorJitter.saturation(image, saturation));
        double[] off = differences(reference, "hue", ColorJitter.hue(image, hue));
        double largest = Arrays.stream(off).max().orElseThrow();
        long outliers = Arrays.stream(off).filter(levels -> levels > 1).count();
        reference.accept(
                "out.pil.hue",
                largest <= FEW_LEVELS && outliers <= ISOLATED * off.length,
                outliers + " of " + off.length + " off by up to " + largest + " levels");
        near(reference, "grayscale", new Grayscale().apply(image, new SplittableRandom(0)));
    }

    private static void near(ParityCase reference, String name, RgbImage image) {
        double largest =
                Arrays.stream(differences(reference, name, image)).max().orElseThrow();
        reference.accept("out.pil." + name, largest <= 1, "off by " + largest + " levels");
    }

    /** In levels, of each number; a grey picture is stored with one channel, which stands for three. */
    private static double[] differences(ParityCase reference, String name, RgbImage image) {
        return Pictures.tensor(reference.manager(), image)
                .sub(reference.get("out.pil." + name))
                .abs()
                .toType(DataType.FLOAT64, false)
                .toDoubleArray();
    }

    private static void mix(ParityCase reference) {
        if (reference.arguments().has("runs")) {
            MixedRowsRuns.run(reference);
            return;
        }
        Arguments arguments = reference.arguments();
        NDArray images = reference.get("in.x");
        NDArray labels = reference.get("in.labels");
        int classes = arguments.integer("classes");
        double smoothing = arguments.number("smoothing");
        Mix blend = new Mix.Blend(arguments.number("lam_mixup"));
        reference.check("out.mixup.x", blend.images(images));
        reference.check("out.mixup.target", blend.targets(labels, classes, smoothing));

        int height = arguments.integer("h");
        int width = arguments.integer("w");
        long[] box = reference.get("out.cutmix_box").toLongArray();
        double share = arguments.number("lam_cutmix");
        // Which centre the reference drew is not stored.
        Mix.Paste paste = IntStream.range(0, height * width)
                .mapToObj(centre -> Mixing.box(share, height, width, centre / width, centre % width))
                .filter(each -> Arrays.equals(new long[] {each.top(), each.bottom(), each.left(), each.right()}, box))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no centre has the box " + Arrays.toString(box)));
        reference.check(
                "out.cutmix_box",
                reference.manager().create(new long[] {paste.top(), paste.bottom(), paste.left(), paste.right()}));
        reference.check("out.cutmix_lam", paste.share());
        reference.check("out.cutmix.x", paste.images(images));
        reference.check("out.cutmix.target", paste.targets(labels, classes, smoothing));
    }

    private static void softLosses(ParityCase reference) {
        NDArray logits = reference.get("in.logits");
        NDArray labels = reference.get("in.labels");
        double smoothing = reference.arguments().number("smoothing");
        InputPass.of(logits, x -> Losses.crossEntropy(x, labels, smoothing)).check(reference, "smoothing", "in.logits");
        InputPass.of(logits, x -> Losses.softCrossEntropy(x, reference.get("in.soft")))
                .check(reference, "soft", "in.logits");
    }
}
