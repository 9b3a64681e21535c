package io.peco4j.dsl;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment as a value: what is trained on which data, how it is evaluated, and what is compared. It does not run
 * itself.
 *
 * <p>A comparison is the product of the axes: each cell takes one encoder, one tokenizer, one pretraining framework and
 * one task, as far as the components ask for them, and runs once for each seed. A pretraining that asks for no
 * tokenizer, or is bound to one, is in one cell beside those of others on every tokenizer. Names distinguish the
 * components of an axis in files, tables and options of the command line.
 *
 * @param name letters, digits, dots, hyphens and underscores, starting with a letter or digit
 * @param description a sentence for the report; may be empty
 * @param data the training and validation pictures, for all but the tasks that have a data set of their own
 * @param encoders by name, in the order of the tables
 * @param tokenizers by name
 * @param pretrainings by name, each with its tokenizer if it learns from a certain one
 * @param tasks by name, each with its data set if it has one of its own; at least one
 * @param seeds at least one, all different
 * @param precision of matrix products
 * @param published what the report shows next to the results; does not affect training
 */
public record Study(
        String name,
        String description,
        Component<Dataset> data,
        Map<String, Component<VisionEncoder>> encoders,
        Map<String, Component<Tokenizer>> tokenizers,
        Map<String, StudyPretraining> pretrainings,
        Map<String, StudyTask> tasks,
        List<Long> seeds,
        PrecisionChoice precision,
        List<Published> published) {

    /**
     * A study.
     *
     * @throws InvalidInputException if a name is malformed, there is no task or seed, a component or seed is duplicate,
     *     a task has its data set among its options, a pretraining is bound to a tokenizer that is not there, or a
     *     published result mentions something that is not in the study
     */
    public Study {
        encoders = ordered(encoders);
        tokenizers = ordered(tokenizers);
        pretrainings = ordered(pretrainings);
        tasks = ordered(tasks);
        seeds = List.copyOf(seeds);
        published = List.copyOf(published);
        StudyCheck check = new StudyCheck("");
        check.name(name);
        check.axis(Axis.ENCODER, encoders);
        check.axis(Axis.TOKENIZER, tokenizers);
        check.pretrainings(pretrainings);
        check.tasks(tasks);
        check.seeds(seeds);
        published.forEach(each -> check.published(each, ""));
        List<Problem> problems = check.problems();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }

    private static <T> Map<String, T> ordered(Map<String, T> components) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /** Begins a study: add its parts, then call {@link StudyBuilder#build}. */
    public static StudyBuilder named(String name) {
        return new StudyBuilder(name);
    }

    /**
     * The study with options changed, as {@code --set} of the command line does.
     *
     * @param keyEqualsValue such as {@code pretraining.beit.epochs=40}; values in HOCON syntax, in which text needs no
     *     quotes
     * @throws InvalidInputException if a key does not exist or a value cannot be read; options are checked later,
     *     against their component
     */
    public Study with(List<String> keyEqualsValue) {
        return Overrides.apply(this, keyEqualsValue);
    }

    /**
     * The study over that many seeds: the first of its own, and where it has fewer, those that follow its largest one.
     * Results are kept by seed, so that a run over more seeds trains only what is new.
     *
     * @throws InvalidInputException PECO-102 if the number is below 1
     */
    public Study withSeeds(int count) {
        List<Long> all = new ArrayList<>(seeds.subList(0, Math.max(0, Math.min(count, seeds.size()))));
        long next = seeds.stream().mapToLong(seed -> seed).max().orElse(-1);
        while (all.size() < count) {
            all.add(++next);
        }
        return new Study(name, description, data, encoders, tokenizers, pretrainings, tasks, all, precision, published);
    }

    /** The study as a file: see {@link StudyFile}. */
    @Override
    public String toString() {
        return StudyFile.write(this);
    }
}
