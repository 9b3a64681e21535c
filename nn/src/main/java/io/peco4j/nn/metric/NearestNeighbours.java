package io.peco4j.nn.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.peco4j.nn.Kernel;
import java.util.List;

/**
 * Votes of the nearest of a set of labelled features, weighted by their cosine similarity: exp(similarity /
 * temperature) each (Wu et al. 2018, section 3.4; Caron et al. 2021).
 *
 * <p>Closing it frees its tensors.
 */
public final class NearestNeighbours implements AutoCloseable {
    /** Rows of length 1; a row of zeros stays zero. */
    private static final Kernel DIRECTIONS = Kernel.compile("directions of rows", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.div(x, torch.clamp_min(torch.norm(x, 2, [-1], True), 1.0e-12))
            """);

    private final NDManager manager;
    private final NDArray features;
    private final long[] labels;
    private final double temperature;

    /**
     * Keeps the directions and labels of features.
     *
     * @param known float32 (n, D), at least one row; not closed, and not needed afterwards
     * @param labels int64 (n); likewise
     * @param temperature above 0; 0.07 in both papers
     * @param parent its manager closes the tensors at the latest
     */
    public NearestNeighbours(NDArray known, NDArray labels, double temperature, NDManager parent) {
        this.manager = parent.newSubManager();
        this.features = DIRECTIONS.apply(known).transpose();
        features.attach(manager);
        this.labels = labels.toLongArray();
        this.temperature = temperature;
    }

    /** Number of rows that can vote. */
    public int size() {
        return labels.length;
    }

    /**
     * Votes for each class, by the number of neighbours that vote.
     *
     * @param queries float32 (B, D), unchanged
     * @param neighbours numbers of neighbours, each at least 1 and at most {@link #size()}
     * @param classes number of classes
     * @return for each number of neighbours the votes, row by row, {@code B * classes}
     */
    public List<float[]> votes(NDArray queries, List<Integer> neighbours, int classes) {
        int most = neighbours.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int rows = (int) queries.getShape().get(0);
        try (NDArray directions = DIRECTIONS.apply(queries);
                NDArray similarities = directions.matMul(features)) {
            NDList found = similarities.topK(most, 1, true, true);
            try (NDArray values = found.get(0);
                    NDArray indices = found.get(1);
                    NDArray whole = indices.toType(DataType.INT64, false)) {
                float[] similarity = values.toFloatArray();
                long[] index = whole.toLongArray();
                return neighbours.stream()
                        .map(k -> votes(similarity, index, rows, most, k, classes))
                        .toList();
            }
        }
    }

    private float[] votes(float[] similarity, long[] index, int rows, int most, int k, int classes) {
        float[] votes = new float[rows * classes];
        for (int row = 0; row < rows; row++) {
            for (int i = row * most; i < row * most + k; i++) {
                int label = Math.toIntExact(labels[Math.toIntExact(index[i])]);
                // Relative to the nearest: the order of votes is the same, and none overflows.
                votes[row * classes + label] +=
                        (float) Math.exp((similarity[i] - similarity[row * most]) / temperature);
            }
        }
        return votes;
    }

    @Override
    public void close() {
        manager.close();
    }
}
