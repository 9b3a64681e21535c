package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.stub.Sight;
import io.peco4j.conformance.stub.WatchedEncoder;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.runtime.data.SplitExamples;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a task said of an encoder or a tokenizer, and what it did meanwhile.
 *
 * @param scores of its findings
 * @param changed names of tensors that were others afterwards
 * @param sights passes of the encoder and of its twins while it scored
 * @param left tensors that it left open: of its own manager, the encoder's, and the engine's
 */
public record Judgement(List<Score> scores, List<String> changed, List<Sight> sights, int left) {
    private static final int LOADER_THREADS = 2;

    /**
     * Lets a task score.
     *
     * @param task trained, if it trains
     * @param encoder that it judges
     * @param tokenizer that it judges
     * @param bench that all were made on
     */
    public static Judgement of(
            Made<DownstreamTask> task,
            WatchedEncoder encoder,
            Tokenizer tokenizer,
            Workbench bench,
            Dataset dataset,
            String name) {
        Optional<Learner> learner = task.component().learner();
        Map<String, List<Float>> before = state(learner, encoder, tokenizer);
        encoder.forget();
        int open = open(task.manager(), bench.manager());
        StageInfo stage = new StageInfo("", "task", name, "the kit", 1);
        List<Score> scores = task.component()
                .findings(new SplitExamples(dataset, stage, LOADER_THREADS, Listener.none()))
                .scores();
        int left = open(task.manager(), bench.manager()) - open;
        List<Sight> sights = Stream.concat(encoder.sights().stream(), encoder.twinSights().stream())
                .toList();
        return new Judgement(scores, Drill.differing(before, state(learner, encoder, tokenizer)), sights, left);
    }

    /** The first score's value. */
    public double main() {
        return scores.get(0).value();
    }

    private static int open(NDManager own, NDManager encoders) {
        return Stream.of(own, encoders, encoders.getParentManager())
                .mapToInt(manager -> manager.getManagedArrays().size())
                .sum();
    }

    private static Map<String, List<Float>> state(
            Optional<Learner> learner, VisionEncoder encoder, Tokenizer tokenizer) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        encoder.state().forEach((name, tensor) -> all.put("encoder " + name, tensor));
        tokenizer.state().forEach((name, tensor) -> all.put("tokenizer " + name, tensor));
        learner.ifPresent(trained -> trained.state().forEach((name, tensor) -> all.put("learner " + name, tensor)));
        return Drill.numbers(all);
    }
}
