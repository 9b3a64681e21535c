package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.optim.OuterOptimizer;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.Division;
import io.peco4j.runtime.worker.Floats;
import io.peco4j.runtime.worker.OneWorker;
import io.peco4j.runtime.worker.SummationTree.Node;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Local steps: virtual workers share each batch and step apart; after each round their weights are brought together by
 * the tree, and an outer step moves the common ones. Each real worker computes some of the virtual ones, one after the
 * other, in the learner's tensors.
 *
 * <p>Between steps, when somebody looks, the learner holds the weights after the last outer step.
 */
final class LocalTraining implements Stepping {
    private static final byte[] NOTHING = {};
    private static final int NOBODY = -1;

    private final LocalSteps local;
    private final List<NDArray> tensors;
    private final List<VirtualWorker> own;
    private final int passes;
    private final OuterOptimizer outer;
    private final Division division;
    private final VirtualStates states;
    private final Collective workers;
    private final NDManager manager;

    /** Whose weights the learner holds, a place in the list; nobody's: the common ones. */
    private int loaded = NOBODY;

    private LocalTraining(
            Map<String, NDArray> live,
            List<VirtualWorker> own,
            int passes,
            OuterOptimizer outer,
            Collective workers,
            NDManager manager) {
        this.local = own.get(0).steps().learner().recipe().local();
        this.tensors = List.copyOf(live.values());
        this.own = own;
        this.passes = passes;
        this.outer = outer;
        this.division = division(local, workers);
        this.states = new VirtualStates(
                own.stream().map(worker -> worker.tensors(live.keySet())).toList(),
                own.get(0).number(),
                local.sharers(),
                workers);
        this.workers = workers;
        this.manager = manager;
    }

    /**
     * Those of this real worker.
     *
     * @param passes of a virtual worker in a step
     * @param workers who share out the virtual ones, no more than these
     * @param manager owns the states
     */
    static LocalTraining of(
            Learner learner, TrainingPlan plan, int stepsPerEpoch, int passes, Collective workers, NDManager manager) {
        LocalSteps local = learner.recipe().local();
        Map<String, NDArray> live = LocalStepsCheck.trained(learner);
        OuterOptimizer outer = new OuterOptimizer(
                manager,
                live,
                new OuterOptimizer.Settings(
                        local.outerRate().orElseThrow(), local.outerMomentum().orElseThrow(), local.sharers()));
        Division division = division(local, workers);
        int first = division.from(workers.rank().index());
        Steps one = Steps.of(learner, plan, stepsPerEpoch, passes, new OneWorker(), manager);
        List<VirtualWorker> own = new ArrayList<>();
        for (int k = first; k < division.from(workers.rank().index() + 1); k++) {
            List<NDArray> weights = outer.zeros(outer.weights());
            outer.copy(weights, outer.weights());
            Steps steps = k == first ? one.from(k * passes) : one.beside(k * passes, manager);
            own.add(new VirtualWorker(k, weights, steps));
        }
        return new LocalTraining(live, List.copyOf(own), passes, outer, workers, manager);
    }

    /** Which virtual workers each real one has. */
    private static Division division(LocalSteps local, Collective workers) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < workers.rank().size(); i++) {
            counts.add(workers.rank().start(i + 1, local.sharers())
                    - workers.rank().start(i, local.sharers()));
        }
        return new Division(counts);
    }

    @Override
    public Learner learner() {
        return own.get(0).steps().learner();
    }

    @Override
    public long total() {
        return own.get(0).steps().total();
    }

    @Override
    public long parameters() {
        return own.get(0).steps().parameters();
    }

    @Override
    public boolean inOrder(long step) {
        return false;
    }

    /** Figures are means over the virtual workers that had anything to read. */
    @Override
    public Map<String, Double> run(Share batch) {
        List<PortionReport> mine = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            LoadedBatch part = batch.mine().part(i * passes, (i + 1) * passes);
            if (part.size() > 0) {
                load(i);
                mine.add(new PortionReport(own.get(i).steps().run(Share.whole(part)), NOTHING));
            }
        }
        List<PortionReport> all = new ArrayList<>();
        workers.gather(PortionReport.written(mine)).forEach(given -> all.addAll(PortionReport.read(given)));
        return means(all);
    }

    /** What all say alike, such as the learning rate, stays as it is to the bit. */
    private static Map<String, Double> means(List<PortionReport> all) {
        Means means = new Means();
        all.forEach(report -> means.add(1.0 / all.size(), report.figures()));
        Map<String, Double> figures = means.all();
        all.get(0).figures().forEach((name, figure) -> {
            if (all.stream().allMatch(report -> figure.equals(report.figures().get(name)))) {
                figures.put(name, figure);
            }
        });
        return figures;
    }

    @Override
    public void ended(long step) {
        if ((step + 1) % local.every().orElseThrow() == 0 || step + 1 == total()) {
            unload();
            join();
        }
    }

    /** The outer step, after which all go on from the common weights. */
    private void join() {
        own.forEach(worker -> outer.moved(worker.weights()));
        Map<Node, Floats> sums = new HashMap<>();
        division.nodes(workers.rank().index()).forEach(node -> sums.put(node, floats(sum(node))));
        List<NDArray> total = own.get(0).weights();
        workers.sum(division, sums, floats(total));
        outer.step(total);
        own.forEach(worker -> outer.copy(worker.weights(), outer.weights()));
        outer.copy(tensors, outer.weights());
    }

    /** Sums virtual workers of this real one, into the first of them. */
    private List<NDArray> sum(Node node) {
        if (node.isLeaf()) {
            return own.get(node.from() - own.get(0).number()).weights();
        }
        List<NDArray> left = sum(node.left());
        outer.add(left, sum(node.right()));
        return left;
    }

    private static Floats floats(List<NDArray> tensors) {
        List<FloatBuffer> parts = new ArrayList<>();
        tensors.forEach(tensor -> parts.add(TensorMemory.of(tensor).asFloatBuffer()));
        return new Floats(parts);
    }

    /** Puts a virtual worker's weights into the learner. */
    private void load(int worker) {
        if (loaded != worker) {
            unload();
            outer.copy(tensors, own.get(worker).weights());
            loaded = worker;
        }
    }

    private void unload() {
        if (loaded != NOBODY) {
            outer.copy(own.get(loaded).weights(), tensors);
            loaded = NOBODY;
        }
    }

    @Override
    public Map<String, NDArray> common() {
        unload();
        outer.copy(tensors, outer.weights());
        Map<String, NDArray> all =
                new LinkedHashMap<>(Parameters.prefixed("state", learner().state()));
        all.putAll(Parameters.prefixed("outer-momentum", outer.momentum()));
        return all;
    }

    @Override
    public Position start(Workers agreed, Function<Map<String, NDArray>, Position> checkpoint, Position beginning) {
        try (NDManager others = manager.newSubManager()) {
            List<Map<String, NDArray>> all = states.all(others);
            Position first = agreed.writes() ? checkpoint.apply(joined(all)) : beginning;
            outer.copy(outer.weights(), tensors);
            Position from = agreed.start(first, common());
            outer.copy(outer.weights(), tensors);
            if (from.step() > 0) {
                states.deal(all, others);
            }
            return from;
        }
    }

    @Override
    public void save(Workers agreed, Consumer<Map<String, NDArray>> write) {
        try (NDManager others = manager.newSubManager()) {
            List<Map<String, NDArray>> all = states.all(others);
            states.gather(all, others);
            if (agreed.writes()) {
                write.accept(joined(all));
            }
        }
    }

    private Map<String, NDArray> joined(List<Map<String, NDArray>> virtual) {
        Map<String, NDArray> all = common();
        for (int k = 0; k < virtual.size(); k++) {
            all.putAll(VirtualWorker.named(k, virtual.get(k)));
        }
        return all;
    }
}
