package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Rank;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The states of all virtual workers, of which each real one has its own: the first real worker gathers them for a
 * checkpoint, and deals them out after it has read one. So a checkpoint does not tell how many wrote it.
 *
 * @param own of this real worker, by names that are the same for all virtual workers; live
 * @param first number of the first of them
 * @param count of all virtual workers
 */
record VirtualStates(List<Map<String, NDArray>> own, int first, int count, Collective workers) {

    /**
     * On the first real worker, all states: its own, which are live, and memory for those of the others.
     *
     * @param manager owns that memory
     * @return on the others, their own alone
     */
    List<Map<String, NDArray>> all(NDManager manager) {
        if (!workers.rank().first()) {
            return own;
        }
        List<Map<String, NDArray>> all = new ArrayList<>(own);
        while (all.size() < count) {
            Map<String, NDArray> memory = new LinkedHashMap<>();
            own.get(0)
                    .forEach(
                            (name, tensor) -> memory.put(name, manager.zeros(tensor.getShape(), tensor.getDataType())));
            all.add(memory);
        }
        return all;
    }

    /** Fills the first one's memory with what the others have. */
    void gather(List<Map<String, NDArray>> all, NDManager manager) {
        move(all, true, manager);
    }

    /** Gives the others what the first one's memory has. */
    void deal(List<Map<String, NDArray>> all, NDManager manager) {
        move(all, false, manager);
    }

    private void move(List<Map<String, NDArray>> all, boolean toFirst, NDManager manager) {
        Rank rank = workers.rank();
        for (int number = rank.start(1, count); rank.size() > 1 && number < count; number++) {
            int owner = owner(number);
            int from = toFirst ? owner : 0;
            int to = toFirst ? 0 : owner;
            for (String name : own.get(0).keySet()) {
                byte[] mine =
                        rank.index() == from ? TensorMemory.copy(List.of(tensor(all, number, name))) : new byte[0];
                byte[] moved = workers.gather(mine).get(from);
                if (rank.index() == to) {
                    TensorMemory.write(tensor(all, number, name), moved, manager);
                }
            }
        }
    }

    private NDArray tensor(List<Map<String, NDArray>> all, int number, String name) {
        return Objects.requireNonNull(
                all.get(workers.rank().first() ? number : number - first).get(name));
    }

    private int owner(int number) {
        Rank rank = workers.rank();
        int owner = 0;
        while (rank.start(owner + 1, count) <= number) {
            owner++;
        }
        return owner;
    }
}
