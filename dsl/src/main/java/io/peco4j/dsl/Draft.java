package io.peco4j.dsl;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.Written;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of a study while they are collected, valid or not. */
final class Draft {
    private final String place;
    private final String name;
    private final List<Problem> twice = new ArrayList<>();
    private final Map<String, Component<VisionEncoder>> encoders = new LinkedHashMap<>();
    private final Map<String, Component<Tokenizer>> tokenizers = new LinkedHashMap<>();
    private final Map<String, StudyPretraining> pretrainings = new LinkedHashMap<>();
    private final Map<String, StudyTask> tasks = new LinkedHashMap<>();
    private final List<Long> seeds = new ArrayList<>();
    private final List<Published> published = new ArrayList<>();
    private final List<String> publishedAt = new ArrayList<>();
    private @Nullable Component<Dataset> data;
    private String description = "";
    private PrecisionChoice precision = PrecisionChoice.AUTO;

    /** @param place where the study begins; empty if unknown */
    Draft(String place, String name) {
        this.place = place;
        this.name = name;
    }

    void description(String text) {
        description = text;
    }

    void data(Component<Dataset> component) {
        if (data != null) {
            twice("data", component, "a study has one data set");
        }
        data = component;
    }

    void encoder(String key, Component<VisionEncoder> component) {
        add(Axis.ENCODER, encoders, key, component);
    }

    void tokenizer(String key, Component<Tokenizer> component) {
        add(Axis.TOKENIZER, tokenizers, key, component);
    }

    void pretraining(String key, StudyPretraining pretraining) {
        if (pretrainings.putIfAbsent(key, pretraining) != null) {
            twice(Axis.PRETRAINING, key, pretraining.component());
        }
    }

    void task(String key, StudyTask task) {
        if (tasks.putIfAbsent(key, task) != null) {
            twice(Axis.TASK, key, task.component());
        }
    }

    void seeds(List<Long> more) {
        seeds.addAll(more);
    }

    void precision(PrecisionChoice choice) {
        precision = choice;
    }

    /** @param line where it was written; empty if unknown */
    void published(Published each, String line) {
        published.add(each);
        publishedAt.add(line);
    }

    private <T> void add(Axis axis, Map<String, Component<T>> components, String key, Component<T> component) {
        if (components.putIfAbsent(key, component) != null) {
            twice(axis, key, component);
        }
    }

    private void twice(Axis axis, String key, Component<?> component) {
        twice(axis.key() + "." + key, component, "give each a name of its own");
    }

    private void twice(String what, Component<?> component, String remedy) {
        twice.add(StudyCheck.twice(what, Written.place(component), remedy));
    }

    /** Everything that is wrong so far. */
    List<Problem> problems() {
        StudyCheck check = new StudyCheck(place);
        check.name(name);
        check.data(data != null);
        check.axis(Axis.ENCODER, encoders);
        check.axis(Axis.TOKENIZER, tokenizers);
        check.pretrainings(pretrainings);
        check.tasks(tasks);
        check.seeds(seeds);
        for (int i = 0; i < published.size(); i++) {
            check.published(published.get(i), publishedAt.get(i));
        }
        List<Problem> problems = new ArrayList<>(check.problems());
        problems.addAll(twice);
        return problems;
    }

    /** @throws InvalidInputException with everything that is wrong */
    Study study() {
        List<Problem> problems = problems();
        if (data == null || !problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new Study(
                name, description, data, encoders, tokenizers, pretrainings, tasks, seeds, precision, published);
    }
}
