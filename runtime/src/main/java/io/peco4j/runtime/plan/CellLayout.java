package io.peco4j.runtime.plan;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lays out the cells of a comparison: each task on every combination of what it judges. */
final class CellLayout {
    private final StageGraph graph;
    private final StageEncoders encoders;
    private final Map<String, Resolved> tokenizers;
    private final Map<String, Resolved> pretrainings;
    private final Map<String, String> bound;
    private final Map<String, Judge> tasks;

    /**
     * @param graph gets the stages
     * @param bound the tokenizer that a pretraining learns from, by its name; others learn from each in turn
     */
    CellLayout(
            StageGraph graph,
            StageEncoders encoders,
            Map<String, Resolved> tokenizers,
            Map<String, Resolved> pretrainings,
            Map<String, String> bound,
            Map<String, Judge> tasks) {
        this.graph = graph;
        this.encoders = encoders;
        this.tokenizers = tokenizers;
        this.pretrainings = pretrainings;
        this.bound = bound;
        this.tasks = tasks;
    }

    /**
     * A task of the study.
     *
     * @param reads the data set that it judges on
     */
    record Judge(Resolved task, StageData reads) {}

    /**
     * The cells of a seed, in the order of the study's tasks. Tasks that nest others get their stages after those that
     * do not, so that a stage goes by the study's name where the study has the nested task as well.
     */
    List<Plan.Cell> cells(long seed) {
        Map<String, Stage> trained = new LinkedHashMap<>();
        tokenizers.forEach((name, tokenizer) -> trained.put(name, graph.withoutInputs(name, tokenizer, seed)));
        Map<String, List<Plan.Cell>> found = new LinkedHashMap<>();
        tasks.keySet().forEach(name -> found.put(name, new ArrayList<>()));
        tasks.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> TaskNeeds.depth(entry.getValue().task())))
                .forEach(entry -> found.put(entry.getKey(), cells(entry.getKey(), entry.getValue(), trained, seed)));
        return found.values().stream().flatMap(List::stream).toList();
    }

    private List<Plan.Cell> cells(String name, Judge judge, Map<String, Stage> trained, long seed) {
        TaskNeeds needs = TaskNeeds.of(judge.task());
        if (needs.takes(VisionEncoder.class, !encoders.names().isEmpty() && !pretrainings.isEmpty())) {
            return encoderCells(name, judge, trained, seed);
        }
        List<Plan.Cell> cells = new ArrayList<>();
        if (needs.takes(Tokenizer.class, !trained.isEmpty())) {
            trained.forEach((choice, stage) -> cells.add(new Plan.Cell(
                    Map.of("tokenizer", choice),
                    name,
                    seed,
                    graph.tokenizerTask(name, judge.task(), stage, judge.reads(), seed))));
        } else {
            cells.add(new Plan.Cell(Map.of(), name, seed, graph.task(name, judge.task(), judge.reads(), seed)));
        }
        return cells;
    }

    private List<Plan.Cell> encoderCells(String name, Judge judge, Map<String, Stage> trained, long seed) {
        List<Plan.Cell> cells = new ArrayList<>();
        for (String encoderName : encoders.names()) {
            String start = encoders.names().size() > 1 ? encoderName + " / " : "";
            pretrainings.forEach((frameworkName, framework) -> {
                Resolved encoder = encoders.of("pretraining." + frameworkName, encoderName);
                Map<String, String> axes = new LinkedHashMap<>();
                axes.put("encoder", encoderName);
                axes.put("pretraining", frameworkName);
                Stage only = trained.get(bound.getOrDefault(frameworkName, ""));
                if (only == null && framework.entry().takes(Tokenizer.class, !trained.isEmpty())) {
                    trained.forEach((tokenizerName, tokenizer) -> {
                        Map<String, String> all = new LinkedHashMap<>(axes);
                        all.put("tokenizer", tokenizerName);
                        String label = start + tokenizerName + " / " + frameworkName;
                        Stage pretrained = graph.pretraining(label, framework, encoder, tokenizer, seed);
                        cells.add(cell(name, judge, all, pretrained));
                    });
                } else {
                    String label = start + frameworkName;
                    cells.add(cell(name, judge, axes, graph.pretraining(label, framework, encoder, only, seed)));
                }
            });
        }
        return cells;
    }

    private Plan.Cell cell(String name, Judge judge, Map<String, String> axes, Stage pretrained) {
        long seed = pretrained.info().seed();
        Resolved encoder = encoders.of("task." + name, Objects.requireNonNull(axes.get("encoder")));
        Stage judged = graph.encoderTask(name, judge.task(), encoder, pretrained, judge.reads(), seed);
        return new Plan.Cell(axes, name, seed, judged);
    }
}
