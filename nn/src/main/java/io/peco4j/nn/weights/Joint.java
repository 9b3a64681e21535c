package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that is made of pieces of others, one after another along the first dimension.
 *
 * @param info of the result
 * @param pieces at least one
 */
record Joint(TensorInfo info, List<Piece> pieces) {

    /** @throws MalformedWeightsException if it cannot be made, with why, in words that follow its name */
    static Joint of(WeightFile file, List<Piece> pieces) throws MalformedWeightsException {
        TensorInfo joint = null;
        for (Piece piece : pieces) {
            TensorInfo info = info(file, piece, pieces.size() > 1);
            joint = joint == null ? info : joined(joint, info, piece);
        }
        return new Joint(Objects.requireNonNull(joint), List.copyOf(pieces));
    }

    private static TensorInfo info(WeightFile file, Piece piece, boolean several) throws MalformedWeightsException {
        String reason = file.unsupported().get(piece.origin());
        if (reason != null) {
            throw new MalformedWeightsException(
                    several ? "needs " + Shown.of(piece.origin()) + ", which " + reason : reason);
        }
        TensorInfo whole = Objects.requireNonNull(file.tensors().get(piece.origin()), piece.origin());
        if (piece.of() == 1) {
            return whole;
        }
        if (whole.shape().dimension() == 0 || whole.shape().get(0) % piece.of() != 0) {
            throw new MalformedWeightsException("is one of " + piece.of() + " equal parts of "
                    + Shown.of(piece.origin()) + ", whose shape is " + whole.shape());
        }
        return new TensorInfo(whole.type(), rows(whole.shape(), whole.shape().get(0) / piece.of()));
    }

    private static TensorInfo joined(TensorInfo first, TensorInfo next, Piece piece) throws MalformedWeightsException {
        Shape one = first.shape();
        Shape other = next.shape();
        if (first.type() != next.type()
                || one.dimension() == 0
                || one.dimension() != other.dimension()
                || !one.slice(1).equals(other.slice(1))) {
            throw new MalformedWeightsException("needs " + Shown.of(piece.origin()) + ", which is " + next.type() + " "
                    + other + " and should be as " + first.type() + " " + one);
        }
        return new TensorInfo(first.type(), rows(one, one.get(0) + other.get(0)));
    }

    private static Shape rows(Shape shape, long rows) {
        long[] sizes = shape.getShape().clone();
        sizes[0] = rows;
        return new Shape(sizes);
    }

    /** Its bytes, read from the pieces' own. */
    TensorBytes bytes(WeightFile file) throws IOException {
        Piece first = pieces.get(0);
        return pieces.size() == 1 && first.of() == 1 ? file.bytes(first.origin()) : new Chain(file, pieces);
    }

    /** One piece after another; at most one of them is open. */
    private static final class Chain implements TensorBytes {
        private final WeightFile file;
        private final List<Piece> pieces;
        private @Nullable TensorBytes open;
        private int next;
        private long left;

        Chain(WeightFile file, List<Piece> pieces) {
            this.file = file;
            this.pieces = pieces;
        }

        @Override
        public void fill(ByteBuffer target) throws IOException {
            int limit = target.limit();
            while (target.position() < limit) {
                TensorBytes bytes = current();
                target.limit((int) Math.min(limit, target.position() + left));
                left -= target.remaining();
                bytes.fill(target);
                target.limit(limit);
            }
        }

        private TensorBytes current() throws IOException {
            TensorBytes bytes = open;
            while (bytes == null || left == 0) {
                close();
                Piece piece = pieces.get(next++);
                left = file.info(piece.origin()).bytes() / piece.of();
                bytes = file.bytes(piece.origin());
                open = bytes;
                bytes.skip(left * piece.part());
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
