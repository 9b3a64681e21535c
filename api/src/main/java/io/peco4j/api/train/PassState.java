package io.peco4j.api.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * What the passes of a step gather beside gradients: counts of codewords, running means of batch norms. A learner names
 * it so that each pass may be computed by another worker, and a training ends in the same bytes for any number of them.
 *
 * <p>Where a step may have several passes, the runtime sets all these tensors to zero before each pass of an objective
 * and takes what the pass leaves in them. After the objective's last pass it puts the sums into {@link #sums}, gives
 * {@link #sequence} the values back that it had before the first, and calls {@link #apply}. A pass may therefore add to
 * these tensors, but not read them. Where every step has one pass, nothing is touched, and passes change them directly.
 *
 * <pre>{@code
 * public PassState passState() {
 *     return PassState.ofSums(List.of(counts, sums));
 * }
 * }</pre>
 *
 * <p>All methods are called on the training thread, between passes, with gradient mode off.
 */
public interface PassState {
    /**
     * Sums over the passes of a step, such as counts and sums of vectors by codeword: live float32 tensors without
     * gradients, the same at every call. They are zero when a step begins and are emptied by
     * {@link Learner#afterStep}, at the latest. The runtime sums them in the order of the tree that it sums gradients
     * in.
     */
    List<NDArray> sums();

    /**
     * What follows from the passes in their order, such as running means: live tensors of any type without gradients,
     * the same at every call.
     */
    List<NDArray> sequence();

    /**
     * Moves {@link #sequence} on as the passes of an objective would have done one after the other.
     *
     * @param passes in order, what each left in the tensors of {@link #sequence} when it found zeros; the runtime
     *     closes them
     */
    void apply(List<List<NDArray>> passes);

    /**
     * Whether the passes of the coming step read what those before them wrote, as where the first one gives a codebook
     * its start. Such a step is computed whole by every worker, and its passes change all tensors directly.
     *
     * @param step from 0
     */
    default boolean inOrder(long step) {
        return false;
    }

    /** Of a learner whose passes gather gradients and nothing else. */
    static PassState none() {
        return joined(List.of());
    }

    /** Of a learner whose passes add to these tensors and nothing else. */
    static PassState ofSums(List<NDArray> sums) {
        return new PassState() {
            @Override
            public List<NDArray> sums() {
                return sums;
            }

            @Override
            public List<NDArray> sequence() {
                return List.of();
            }

            @Override
            public void apply(List<List<NDArray>> passes) {}
        };
    }

    /** Of a learner made of several parts. */
    static PassState joined(List<PassState> parts) {
        return new PassState() {
            @Override
            public List<NDArray> sums() {
                return parts.stream().flatMap(part -> part.sums().stream()).toList();
            }

            @Override
            public List<NDArray> sequence() {
                return parts.stream().flatMap(part -> part.sequence().stream()).toList();
            }

            @Override
            public void apply(List<List<NDArray>> passes) {
                int from = 0;
                for (PassState part : parts) {
                    int first = from;
                    int next = from + part.sequence().size();
                    List<List<NDArray>> own = new ArrayList<>();
                    passes.forEach(pass -> own.add(pass.subList(first, next)));
                    part.apply(own);
                    from = next;
                }
            }

            @Override
            public boolean inOrder(long step) {
                return parts.stream().anyMatch(part -> part.inOrder(step));
            }
        };
    }
}
