package io.peco4j.nn.teacher;

import io.peco4j.api.train.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A momentum that changes linearly with the epochs, piece by piece, and then stays: BootMAE's rises from 0.999 to
 * 0.9999 over 100 epochs, and to 0.99999 over the next 300. It is constant within an epoch.
 *
 * <pre>{@code
 * MomentumSchedule.linear(0.999).to(0.9999, 100).to(0.99999, 300)
 * }</pre>
 *
 * @param base in the first epoch, from 0 to 1
 * @param pieces one after the other
 */
public record LinearMomentum(double base, List<Piece> pieces) implements MomentumSchedule {
    /** Copies the list. */
    public LinearMomentum {
        pieces = List.copyOf(pieces);
    }

    /**
     * A straight piece.
     *
     * @param momentum at its end, from 0 to 1
     * @param epochs its length, at least 1
     */
    public record Piece(double momentum, int epochs) {
        /** @throws IllegalArgumentException if a number is out of its range */
        public Piece {
            if (!(momentum >= 0 && momentum <= 1) || epochs < 1) {
                throw new IllegalArgumentException("a momentum of " + momentum + " after " + epochs + " epochs");
            }
        }
    }

    /** The same with one more piece. */
    public LinearMomentum to(double momentum, int epochs) {
        List<Piece> more = new ArrayList<>(pieces);
        more.add(new Piece(momentum, epochs));
        return new LinearMomentum(base, more);
    }

    @Override
    public double at(Step step) {
        double from = base;
        int start = 0;
        for (Piece piece : pieces) {
            if (step.epoch() < start + piece.epochs()) {
                return from + (piece.momentum() - from) * (step.epoch() - start) / piece.epochs();
            }
            from = piece.momentum();
            start += piece.epochs();
        }
        return from;
    }
}
