package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import io.peco4j.api.train.PassState;
import java.util.ArrayList;
import java.util.List;

/**
 * The running statistics of all batch norms of networks, for {@link io.peco4j.api.train.Learner#passState}: their
 * recurrences are replayed pass by pass, whoever computed the passes.
 */
public final class BatchStatistics implements PassState {
    private static final int TENSORS = 3;

    private final List<RunningStatistics> norms;

    private BatchStatistics(List<RunningStatistics> norms) {
        this.norms = norms;
    }

    /**
     * Those of the norms of this library within some networks; batch norms of DJL's own are not seen.
     *
     * @param networks that train: in evaluation mode, norms move nothing and read what must not be read within a pass
     */
    public static PassState of(Block... networks) {
        List<RunningStatistics> found = new ArrayList<>();
        for (Block network : networks) {
            collect(network, found);
        }
        return found.isEmpty() ? PassState.none() : new BatchStatistics(List.copyOf(found));
    }

    private static void collect(Block block, List<RunningStatistics> found) {
        if (block instanceof RunningStatistics.Kept norm) {
            found.add(norm.runningStatistics());
        }
        block.getChildren().values().forEach(child -> collect(child, found));
    }

    @Override
    public List<NDArray> sums() {
        return List.of();
    }

    @Override
    public List<NDArray> sequence() {
        return norms.stream().flatMap(norm -> norm.tensors().stream()).toList();
    }

    @Override
    public void apply(List<List<NDArray>> passes) {
        for (List<NDArray> pass : passes) {
            for (int i = 0; i < norms.size(); i++) {
                norms.get(i).follow(pass.subList(TENSORS * i, TENSORS * (i + 1)));
            }
        }
    }
}
