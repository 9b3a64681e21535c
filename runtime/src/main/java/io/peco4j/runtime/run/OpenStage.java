package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.ComponentInputs;
import io.peco4j.runtime.store.ArtifactStore;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stage with its components made; closing it frees their tensors. */
public final class OpenStage implements AutoCloseable {
    private final NDManager manager;
    private final Object component;
    private final @Nullable VisionEncoder encoder;

    private OpenStage(NDManager manager, Object component, @Nullable VisionEncoder encoder) {
        this.manager = manager;
        this.component = component;
        this.encoder = encoder;
    }

    /**
     * Makes the components of a stage.
     *
     * @param trained where the weights of earlier stages come from
     */
    public static OpenStage open(Stage stage, Dataset dataset, Precision precision, Trained trained) {
        NDManager manager = NDManager.newBaseManager();
        try {
            StageContext own = context(stage, stage.component(), "component", dataset, precision, trained, manager);
            ComponentInputs inputs = own.inputs();
            VisionEncoder encoder = null;
            if (stage.encoder() != null) {
                StageContext context = context(stage, stage.encoder(), "encoder", dataset, precision, trained, manager);
                encoder = context.make(VisionEncoder.class, context.inputs());
                if (stage.pretrained() != null) {
                    trained.restore(stage.pretrained(), encoder);
                }
                inputs = inputs.with(VisionEncoder.class, encoder);
            }
            if (stage.tokenizer() != null) {
                Stage source = stage.tokenizer();
                StageContext context =
                        context(source, source.component(), "tokenizer", dataset, precision, trained, manager);
                Tokenizer tokenizer = context.make(Tokenizer.class, context.inputs());
                trained.restore(source, tokenizer);
                inputs = inputs.with(Tokenizer.class, tokenizer);
            }
            return new OpenStage(
                    manager, own.make(stage.component().entry().kind().type(), inputs), encoder);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Makes the components of a finished stage, with all that its training left behind: not only what other stages read,
     * but also a pretraining's heads, decoders and teachers.
     *
     * @throws InvalidInputException PECO-3xx if the store does not have it, or not for these components
     */
    public static OpenStage reopen(Stage stage, Dataset dataset, Precision precision, ArtifactStore store) {
        StoredWeights weights = new StoredWeights(store);
        OpenStage open = open(stage, dataset, precision, weights);
        try {
            weights.restore(stage, open);
            return open;
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    /** What the stage runs. */
    public Object component() {
        return component;
    }

    /** What there is to train; empty if nothing. */
    public Optional<Learner> learner() {
        if (component instanceof Tokenizer tokenizer) {
            return tokenizer.learner();
        }
        if (component instanceof PretrainingFramework framework) {
            return Optional.of(framework.learner());
        }
        if (component instanceof PerceptualBackbone backbone) {
            return backbone.learner();
        }
        return ((DownstreamTask) component).learner();
    }

    /** What the stage leaves behind for others. */
    public Optional<Stateful> result(Optional<Learner> learner) {
        if (component instanceof PretrainingFramework) {
            return Optional.ofNullable(encoder);
        }
        if (component instanceof Stateful stateful) {
            return Optional.of(stateful);
        }
        return learner.map(trained -> trained);
    }

    /** What a pretraining's learner has beside the encoder that it leaves behind; nothing for other stages. */
    public Map<String, NDArray> beside(Optional<Learner> learner) {
        Map<String, NDArray> rest = new LinkedHashMap<>();
        if (component instanceof PretrainingFramework && encoder != null) {
            Set<NDArray> kept = Collections.newSetFromMap(new IdentityHashMap<>());
            kept.addAll(encoder.state().values());
            learner.ifPresent(trained -> trained.state().forEach((name, tensor) -> {
                if (!kept.contains(tensor)) {
                    rest.put(name, tensor);
                }
            }));
        }
        return rest;
    }

    @Override
    public void close() {
        manager.close();
    }

    private static StageContext context(
            Stage stage,
            Resolved component,
            String role,
            Dataset dataset,
            Precision precision,
            Trained trained,
            NDManager manager) {
        return new StageContext(trained, dataset, stage, component, role, manager.newSubManager(), precision);
    }
}
