package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookObjective.Reconstruction;
import io.peco4j.api.train.Batch;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.nn.Tensors;
import io.peco4j.runtime.data.Portion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a bad tokenizer might have made of pictures. All of a row follows from its picture, so that rows may be put in
 * another order.
 *
 * @param rows one picture each
 * @param side of the pictures, in pixels
 * @param grid codewords along one side
 * @param dimension channels of a codeword
 */
public record Attempt(List<Draw> rows, int side, int grid, int dimension) {
    private static final int VOCABULARY = 16;
    private static final int CLASSES = 3;

    public Attempt {
        rows = List.copyOf(rows);
    }

    /** An attempt at the pictures of a draw. */
    public static Attempt at(Draw draw, int side, int grid, int dimension) {
        List<Draw> rows = IntStream.range(0, draw.size())
                .mapToObj(
                        i -> new Draw(draw.seed() * 31 + i, List.of(draw.looks().get(i))))
                .toList();
        return new Attempt(rows, side, grid, dimension);
    }

    /** Its first row alone. */
    public Attempt first() {
        return with(rows.subList(0, 1));
    }

    /** Every row twice. */
    public Attempt twice() {
        return with(Stream.concat(rows.stream(), rows.stream()).toList());
    }

    /** The rows in reverse order. */
    public Attempt backwards() {
        List<Draw> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        return with(reversed);
    }

    /**
     * The tensors. No pixel is nearer to its original than 0.1, so that distances have no corner nearby.
     *
     * @param manager owns them, and is the batch's
     */
    public Reconstruction on(NDManager manager) {
        Batch batch = Portion.of(rows.stream().map(this::sample).toList()).on(manager);
        NDArray images = batch.get(Sample.IMAGE);
        NDArray reconstructed = images.add(perRow(manager, new Shape(3, side, side), Attempt::error));
        NDArray codewords = perRow(manager, new Shape(dimension, grid, grid), random -> random.nextDouble(-1, 1));
        long[] tokens = rows.stream()
                .flatMapToLong(row -> new SplittableRandom(row.seed() + 2).longs((long) grid * grid, 0, VOCABULARY))
                .toArray();
        return new Reconstruction(
                batch,
                images,
                reconstructed,
                codewords,
                Tensors.of(manager, tokens, new Shape(rows.size(), grid, grid)));
    }

    private Attempt with(List<Draw> others) {
        return new Attempt(others, side, grid, dimension);
    }

    private Sample sample(Draw row) {
        RgbImage image = row.images(side).get(0);
        return Sample.of(Sample.IMAGE, image).with(Sample.LABEL, Math.floorMod(row.seed(), CLASSES));
    }

    private NDArray perRow(NDManager manager, Shape shape, Number number) {
        float[] numbers = new float[(int) shape.size() * rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            SplittableRandom random = new SplittableRandom(rows.get(row).seed() + 1);
            for (int i = 0; i < shape.size(); i++) {
                numbers[(int) shape.size() * row + i] = (float) number.draw(random);
            }
        }
        return Tensors.of(manager, numbers, new Shape(rows.size()).addAll(shape));
    }

    private static double error(SplittableRandom random) {
        return (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.1, 0.3);
    }

    private interface Number {
        double draw(SplittableRandom random);
    }
}
