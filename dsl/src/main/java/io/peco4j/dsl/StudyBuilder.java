package io.peco4j.dsl;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Written;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A study under construction; immutable, each method returns a new one. Nothing is checked before {@link #build}.
 *
 * <p>The name of a component is its id unless another one is given.
 */
public final class StudyBuilder {
    private final String name;
    private final String place;
    private final Vector<Consumer<Draft>> parts;

    StudyBuilder(String name) {
        this(name, Written.place(), Vector.empty());
    }

    private StudyBuilder(String name, String place, Vector<Consumer<Draft>> parts) {
        this.name = name;
        this.place = place;
        this.parts = parts;
    }

    private StudyBuilder and(Consumer<Draft> part) {
        return new StudyBuilder(name, place, parts.append(part));
    }

    /** A sentence for the report on what is compared. */
    public StudyBuilder description(String text) {
        return and(draft -> draft.description(text));
    }

    /** The data set that everything is trained and judged on, but for tasks with one of their own; a study has one. */
    public StudyBuilder data(Describes<Dataset> data) {
        return and(draft -> draft.data(data.component()));
    }

    /** An encoder to pretrain. */
    public StudyBuilder encoder(Describes<VisionEncoder> encoder) {
        return encoder(id(encoder), encoder);
    }

    /** An encoder to pretrain, under the given name. */
    public StudyBuilder encoder(String key, Describes<VisionEncoder> encoder) {
        return and(draft -> draft.encoder(key, encoder.component()));
    }

    /** A tokenizer to train. */
    public StudyBuilder tokenizer(Describes<Tokenizer> tokenizer) {
        return tokenizer(id(tokenizer), tokenizer);
    }

    /** A tokenizer to train, under the given name. */
    public StudyBuilder tokenizer(String key, Describes<Tokenizer> tokenizer) {
        return and(draft -> draft.tokenizer(key, tokenizer.component()));
    }

    /** A way to pretrain the encoders. */
    public StudyBuilder pretraining(Describes<PretrainingFramework> pretraining) {
        return pretraining(id(pretraining), pretraining);
    }

    /** A way to pretrain the encoders, under the given name. */
    public StudyBuilder pretraining(String key, Describes<PretrainingFramework> pretraining) {
        return and(draft -> draft.pretraining(key, StudyPretraining.of(pretraining.component())));
    }

    /**
     * A way to pretrain the encoders on the tokens of one of the study's tokenizers, under the given name: so that a
     * table has a row {@code beit} and a row {@code peco}, each with the tokenizer that it stands for.
     *
     * @param tokenizer the study's name of it
     */
    public StudyBuilder pretraining(String key, Describes<PretrainingFramework> pretraining, String tokenizer) {
        return and(draft -> draft.pretraining(key, new StudyPretraining(pretraining.component(), tokenizer)));
    }

    /** A task that evaluates what was trained. */
    public StudyBuilder task(Describes<DownstreamTask> task) {
        return task(id(task), task);
    }

    /** A task that evaluates what was trained, under the given name. */
    public StudyBuilder task(String key, Describes<DownstreamTask> task) {
        return and(draft -> draft.task(key, StudyTask.of(task.component())));
    }

    /** A task that evaluates what was trained on a data set of its own. */
    public StudyBuilder task(Describes<DownstreamTask> task, Describes<Dataset> data) {
        return task(id(task), task, data);
    }

    /**
     * A task that evaluates what was trained on a data set of its own, under the given name. A task that trains does so
     * on this data set, too; what it judges is trained on the study's.
     */
    public StudyBuilder task(String key, Describes<DownstreamTask> task, Describes<Dataset> data) {
        return and(draft -> draft.task(key, new StudyTask(task.component(), data.component())));
    }

    /** Everything runs once for each seed; the report shows mean and deviation. */
    public StudyBuilder seeds(long... seeds) {
        List<Long> all = Arrays.stream(seeds).boxed().toList();
        return and(draft -> draft.seeds(all));
    }

    /** The number format of matrix products; by default the fastest on the machine. */
    public StudyBuilder precision(PrecisionChoice precision) {
        return and(draft -> draft.precision(precision));
    }

    /** A published result about the choices of the study: the report shows it next to what was measured. */
    public StudyBuilder published(Published... published) {
        String line = Written.place();
        return and(draft -> List.of(published).forEach(each -> draft.published(each, line)));
    }

    /**
     * The finished study.
     *
     * @throws InvalidInputException with everything that is wrong with its structure; options are checked later,
     *     against their component
     */
    public Study build() {
        Draft draft = new Draft(place, name);
        parts.forEach(part -> part.accept(draft));
        return draft.study();
    }

    private static String id(Describes<?> described) {
        return described.component().id().name();
    }
}
