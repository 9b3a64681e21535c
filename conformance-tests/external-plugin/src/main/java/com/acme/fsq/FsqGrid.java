package com.acme.fsq;

import io.peco4j.nn.Tensors;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import java.util.List;

/**
 * The grid that codewords lie on: channel i is bounded and rounded to one of L_i levels, so that nothing is learned and
 * every combination is a codeword (Mentzer et al. 2023, section 3.1 and appendix A.1).
 */
final class FsqGrid {
    /** Keeps the outermost levels reachable for inputs that are not infinite. */
    private static final double ROOM = 1.001;

    private static final Kernel ROUND = Kernel.compile("fsq round", """
            def forward(self, z: Tensor, half: Tensor, offset: Tensor, shift: Tensor, middle: Tensor) -> Tensor:
              bounded = torch.sub(torch.mul(torch.tanh(torch.add(z, shift)), half), offset)
              rounded = torch.add(bounded, torch.detach(torch.sub(torch.round(bounded), bounded)))
              return torch.div(rounded, middle)
            """);

    private static final Kernel TOKENS = Kernel.compile("fsq tokens", """
            def forward(self, codes: Tensor, middle: Tensor, basis: Tensor) -> Tensor:
              digits = torch.round(torch.add(torch.mul(codes, middle), middle))
              return torch.to(torch.sum(torch.mul(digits, basis), [1]), 4)
            """);

    private static final Kernel CODES = Kernel.compile("fsq codes", """
            def forward(self, tokens: Tensor, middle: Tensor, basis: Tensor, levels: Tensor) -> Tensor:
              digits = torch.remainder(torch.floor_divide(torch.unsqueeze(tokens, 1), basis), levels)
              return torch.div(torch.sub(digits, middle), middle)
            """);

    private final int size;
    private final int dimension;
    private final NDArray levels;
    private final NDArray half;
    private final NDArray offset;
    private final NDArray shift;
    private final NDArray middle;
    private final NDArray basis;

    /** @param manager owns the constants, (1, d, 1, 1) each */
    FsqGrid(NDManager manager, List<Integer> counts) {
        dimension = counts.size();
        float[] bounds = new float[dimension];
        float[] offsets = new float[dimension];
        float[] shifts = new float[dimension];
        float[] middles = new float[dimension];
        float[] places = new float[dimension];
        float[] numbers = new float[dimension];
        int product = 1;
        for (int i = 0; i < dimension; i++) {
            int count = counts.get(i);
            double bound = (count - 1) * ROOM / 2;
            // An even number of levels has none in the middle: the grid moves by half a step, and zero stays zero.
            double even = count % 2 == 0 ? 0.5 : 0;
            bounds[i] = (float) bound;
            offsets[i] = (float) even;
            shifts[i] = (float) inverseTanh(even / bound);
            middles[i] = count / 2;
            places[i] = product;
            numbers[i] = count;
            product *= count;
        }
        size = product;
        Shape shape = new Shape(1, dimension, 1, 1);
        half = Tensors.of(manager, bounds, shape);
        offset = Tensors.of(manager, offsets, shape);
        shift = Tensors.of(manager, shifts, shape);
        middle = Tensors.of(manager, middles, shape);
        basis = Tensors.of(manager, places, shape);
        levels = Tensors.of(manager, numbers, shape);
    }

    /** The number of codewords. */
    int size() {
        return size;
    }

    /** Numbers per codeword. */
    int dimension() {
        return dimension;
    }

    /** Anything (B, d, h, w) to the nearest codewords, in [-1, 1], with straight-through gradient. */
    NDArray round(NDArray z) {
        return ROUND.apply(z, half, offset, shift, middle);
    }

    /** Codewords (B, d, h, w) to int64 (B, h, w). */
    NDArray tokens(NDArray codes) {
        return TOKENS.apply(codes, middle, basis);
    }

    /** Tokens int64 (B, h, w) to codewords (B, d, h, w). */
    NDArray codes(NDArray tokens) {
        return CODES.apply(tokens, middle, basis, levels);
    }

    private static double inverseTanh(double x) {
        return 0.5 * Math.log((1 + x) / (1 - x));
    }
}
