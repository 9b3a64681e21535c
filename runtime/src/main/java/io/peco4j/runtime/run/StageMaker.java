package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.Stateful;
import io.peco4j.runtime.plan.Resolved;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.plugin.ComponentInputs;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes what stages run.
 *
 * @param trained where the weights of earlier stages come from
 * @param data the data set of a stage
 */
record StageMaker(Trained trained, Function<Stage, Dataset> data, Precision precision) {

    /**
     * What a stage runs.
     *
     * @param encoder what it trains or judges; null if it has none
     */
    record Made(Object component, @Nullable VisionEncoder encoder) {
        /** What there is to train; empty if nothing. */
        Optional<Learner> learner() {
            if (component instanceof Tokenizer tokenizer) {
                return tokenizer.learner();
            }
            if (component instanceof PretrainingFramework framework) {
                return framework.learner();
            }
            if (component instanceof PerceptualBackbone backbone) {
                return backbone.learner();
            }
            return ((DownstreamTask) component).learner();
        }

        /** What the stage leaves behind for others. */
        Optional<Stateful> result(Optional<Learner> learner) {
            if (component instanceof PretrainingFramework) {
                return Optional.ofNullable(encoder);
            }
            if (component instanceof Stateful stateful) {
                return Optional.of(stateful);
            }
            return learner.map(each -> each);
        }

        /** What a pretraining's learner has beside the encoder that it leaves behind; nothing for other stages. */
        Map<String, NDArray> beside(Optional<Learner> learner) {
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
    }

    /**
     * Makes the components of a stage: its own at its start, those of earlier stages as these left them.
     *
     * @param manager owns all of it
     */
    Made make(Stage stage, NDManager manager) {
        StageContext own = context(stage, stage.component(), "component", manager);
        ComponentInputs inputs = own.inputs();
        VisionEncoder encoder = null;
        if (stage.encoder() != null) {
            encoder = encoder(stage, stage.encoder(), manager);
            if (stage.pretrained() != null) {
                trained.restore(stage.pretrained(), encoder);
            }
            inputs = inputs.with(VisionEncoder.class, encoder);
        }
        if (stage.tokenizer() != null) {
            Stage source = stage.tokenizer();
            StageContext context = context(source, source.component(), "tokenizer", manager);
            Tokenizer tokenizer = context.make(Tokenizer.class, context.inputs());
            trained.restore(source, tokenizer);
            inputs = inputs.with(Tokenizer.class, tokenizer);
        }
        return new Made(own.make(stage.component().entry().kind().type(), inputs), encoder);
    }

    /**
     * Makes the encoder of a stage at its start.
     *
     * @param encoder of that stage
     * @param manager owns it
     */
    VisionEncoder encoder(Stage stage, Resolved encoder, NDManager manager) {
        StageContext context = context(stage, encoder, "encoder", manager);
        return context.make(VisionEncoder.class, context.inputs());
    }

    /**
     * Makes what a finished stage runs, as the stage left it: with the encoder or tokenizer that it was trained with.
     *
     * @param manager owns all of it
     */
    Object restored(Stage stage, NDManager manager) {
        Made made = make(stage, manager);
        made.result(made.component() instanceof Stateful ? Optional.empty() : made.learner())
                .ifPresent(result -> trained.restore(stage, result));
        return made.component();
    }

    private StageContext context(Stage stage, Resolved component, String role, NDManager manager) {
        return new StageContext(this, stage, component, role, manager.newSubManager());
    }
}
