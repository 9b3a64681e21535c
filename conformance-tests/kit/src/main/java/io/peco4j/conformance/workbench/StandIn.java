package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.CodebookObjective.Reconstruction;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.loss.Distances;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * In place of a tokenizer, what one objective trains together with: a factor and a shift for each colour, and codewords
 * that mix colours.
 *
 * <p>Its loss is the objective's term plus the squared errors of its pictures and codewords, so that it learns whatever
 * the term is about.
 */
public final class StandIn implements Learner, Objective {
    private static final Kernel PICTURES = Kernel.compile("stand-in pictures", """
            def forward(self, images: Tensor, factor: Tensor, shift: Tensor) -> Tensor:
              return torch.add(torch.mul(images, factor), shift)
            """);

    private final CodebookObjective objective;
    private final int side;
    private final int grid;
    private final Kernel codewords;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    /**
     * A stand-in at its start.
     *
     * @param manager owns its tensors
     * @param attempt sizes of pictures and codewords
     */
    public StandIn(CodebookObjective objective, NDManager manager, Attempt attempt) {
        this.objective = objective;
        this.side = attempt.side();
        this.grid = attempt.grid();
        this.codewords = Kernel.compile("stand-in codewords", String.format(Locale.ROOT, """
                def forward(self, images: Tensor, mix: Tensor) -> Tensor:
                  return self.conv2d(torch.adaptive_avg_pool2d(images, [%d, %d]), mix, None, [1, 1], [0, 0], [1, 1], 1)
                """, grid, grid));
        parameters.put("factor", manager.full(new Shape(1, 3, 1, 1), 0.7f, DataType.FLOAT32));
        parameters.put("shift", manager.full(new Shape(1, 3, 1, 1), 0.2f, DataType.FLOAT32));
        parameters.put(
                "mix", manager.arange(0, 3f * attempt.dimension(), 1).sin().reshape(attempt.dimension(), 3, 1, 1));
        parameters.values().forEach(tensor -> tensor.setRequiresGradient(true));
    }

    @Override
    public List<Objective> objectives() {
        List<Objective> all = new ArrayList<>(List.of(this));
        all.addAll(objective.adversaries());
        return all;
    }

    @Override
    public Preparation preparation() {
        RandomResizedCrop crop = new RandomResizedCrop(side, 0.5, 1, Filter.BILINEAR);
        return (example, random) -> {
            Sample sample = Sample.of(Sample.IMAGE, crop.apply(example.image(), random));
            return example instanceof Example.Labelled labelled ? sample.with(Sample.LABEL, labelled.label()) : sample;
        };
    }

    @Override
    public Recipe recipe() {
        throw new UnsupportedOperationException("no study runs this");
    }

    @Override
    public String name() {
        return "stand-in for a tokenizer";
    }

    @Override
    public List<ParameterGroup> groups() {
        List<ParameterGroup> groups = new ArrayList<>();
        groups.add(new ParameterGroup("stand-in", parameters, 1, true));
        groups.addAll(objective.groups());
        return groups;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(Sample.IMAGE);
        NDArray pictures = PICTURES.apply(images, parameter("factor"), parameter("shift"));
        NDArray words = codewords.apply(images, parameter("mix"));
        NDArray tokens = batch.manager().zeros(new Shape(batch.size(), grid, grid), DataType.INT64);
        NDArray term = objective.term(new Reconstruction(batch, images, pictures, words, tokens), step);
        NDArray value = term.add(Distances.squared(pictures, images)).add(Distances.squared(words, words.zerosLike()));
        return Loss.of(value).with("term", term);
    }

    @Override
    public PassState passState() {
        return objective.passState();
    }

    @Override
    public void afterStep(Step step) {
        objective.afterStep(step);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(Parameters.prefixed("stand-in", parameters));
        state.putAll(Parameters.prefixed("objective", objective.state()));
        return state;
    }

    /** Its pictures before and after the factor, and what the objective says. */
    @Override
    public double activationBytesPerExample() {
        return 2.0 * Float.BYTES * 3 * side * side + objective.activationBytesPerExample();
    }

    private NDArray parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }
}
