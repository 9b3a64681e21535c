package io.peco4j.bench.peer;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Batch;
import java.util.List;
import java.util.function.Function;

/**
 * A network and its loss, operator by operator.
 *
 * @param text of the kernel over inputs and weights; its results are scalars, the loss first
 * @param weights by the names of ours, in the order of the arguments
 * @param inputs makes the inputs of a batch, float pictures normalised: the original's loader does that
 */
public record PeerNetwork(String text, List<String> weights, Function<Batch, List<NDArray>> inputs) {}
