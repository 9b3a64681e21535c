package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pictures, and maskings of them in which each picture hides patches of its own; everything belongs to the manager of
 * the pictures.
 */
public final class Masks {
    private final NDArray images;
    private final int patch;
    private final int width;

    /** By picture: patches that stay, in the order in which they are kept, and then the hidden ones. */
    private final List<List<Integer>> orders;

    private final int kept;
    private final long seed;

    private Masks(NDArray images, VisionEncoder encoder, long seed) {
        int patches = PictureSize.of(images).grid(encoder.patchSize()).patches();
        this.images = images;
        this.patch = encoder.patchSize();
        this.width = encoder.width();
        this.kept = Math.max(1, patches / 2);
        this.seed = seed;
        this.orders = IntStream.range(0, (int) images.getShape().get(0))
                .mapToObj(row -> shuffled(patches, seed * 31 + row))
                .toList();
    }

    /** Maskings of pictures that the encoder's patches tile. */
    public static Masks of(VisionEncoder encoder, NDArray images, long seed) {
        return new Masks(images, encoder, seed);
    }

    /** The pictures, (B, 3, H, W). */
    public NDArray images() {
        return images;
    }

    /** Patches that stay in each picture, half of them. */
    public int kept() {
        return kept;
    }

    /** The same pictures with noise in the hidden patches. */
    public NDArray othersOutside() {
        PictureSize size = PictureSize.of(images);
        int columns = size.width() / patch;
        float[] pixels = images.toFloatArray();
        SplittableRandom random = new SplittableRandom(seed + 1);
        for (int row = 0; row < orders.size(); row++) {
            List<Integer> order = orders.get(row);
            for (int hidden : order.subList(kept, order.size())) {
                int top = hidden / columns * patch;
                int left = hidden % columns * patch;
                for (int i = 0; i < 3 * patch * patch; i++) {
                    int channel = row * 3 + i / (patch * patch);
                    int y = top + i / patch % patch;
                    pixels[(channel * size.height() + y) * size.width() + left + i % patch] =
                            (float) random.nextDouble();
                }
            }
        }
        return Tensors.of(images.getManager(), pixels, images.getShape());
    }

    /** Hidden patches are left out. */
    public Masking keep() {
        return keep(orders.stream().map(order -> order.subList(0, kept)).toList());
    }

    /** The same patches in reverse order. */
    public Masking keepBackwards() {
        return keep(orders.stream()
                .map(order -> {
                    List<Integer> reversed = new ArrayList<>(order.subList(0, kept));
                    Collections.reverse(reversed);
                    return reversed;
                })
                .toList());
    }

    /** All patches, row by row. */
    public Masking keepAll() {
        return keep(
                orders.stream().map(order -> order.stream().sorted().toList()).toList());
    }

    /** Tokens (B, 1 + n, D) with those of the patches in reverse order. */
    public static NDArray backwards(NDArray tokens) {
        NDArray classes = tokens.get(new NDIndex(":, :1"));
        return classes.concat(tokens.get(new NDIndex(":, 1:")).flip(1), 1);
    }

    /** Hidden patches are replaced by a token. */
    public Masking replace() {
        return new Masking.Replace(hidden(), token(0.5f));
    }

    /** The same by another token. */
    public Masking replaceByAnother() {
        return new Masking.Replace(hidden(), token(-1));
    }

    /** A token in place of all patches. */
    public Masking replaceAll() {
        return new Masking.Replace(hidden().onesLike(), token(0.5f));
    }

    /** A token in place of no patch. */
    public Masking replaceNone() {
        return new Masking.Replace(hidden().zerosLike(), token(0.5f));
    }

    /** The gradient that reaches the token of {@link #replace()}. */
    public NDArray gradientOfToken(VisionEncoder encoder) {
        NDArray hidden = hidden();
        return Slope.gradient(
                token -> {
                    NDArray tokens = encoder.encode(images, new Masking.Replace(hidden, token), false);
                    return tokens.mul(weights((int) tokens.getShape().get(1))).sum();
                },
                token(0.5f));
    }

    /** Adds the gradients of a sum of tokens, each with a factor of its own, to the encoder's parameters. */
    public void backward(VisionEncoder encoder, Masking masking) {
        GradientMode.on(() -> {
            NDArray tokens = encoder.encode(images, masking, true);
            NDArray factors = weights((int) tokens.getShape().get(1));
            NDArray value = tokens.mul(factors).sum();
            NDArray one = value.getManager().ones(value.getShape(), DataType.FLOAT32);
            JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
        });
    }

    /** Factors that a normalisation over channels does not cancel. */
    private NDArray weights(int tokens) {
        NDManager manager = images.getManager();
        SplittableRandom random = new SplittableRandom(seed + 2);
        float[] numbers = new float[tokens * width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensors.of(manager, numbers, new Shape(1, tokens, width));
    }

    private NDArray hidden() {
        int patches = orders.get(0).size();
        float[] hidden = new float[orders.size() * patches];
        for (int row = 0; row < orders.size(); row++) {
            for (int index : orders.get(row).subList(kept, patches)) {
                hidden[row * patches + index] = 1;
            }
        }
        return Tensors.of(images.getManager(), hidden, new Shape(orders.size(), patches));
    }

    /** Channels differ: a normalisation would remove a constant. */
    private NDArray token(float scale) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
            values[i] = scale * (float) Math.sin(i + 1.0);
        }
        return Tensors.of(images.getManager(), values, new Shape(1, 1, width));
    }

    private Masking keep(List<List<Integer>> visible) {
        long[] indices = visible.stream()
                .flatMap(List::stream)
                .mapToLong(Integer::longValue)
                .toArray();
        return new Masking.Keep(Tensors.of(
                images.getManager(),
                indices,
                new Shape(visible.size(), visible.get(0).size())));
    }

    private static List<Integer> shuffled(int count, long seed) {
        List<Integer> order =
                new ArrayList<>(Arrays.asList(IntStream.range(0, count).boxed().toArray(Integer[]::new)));
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}
