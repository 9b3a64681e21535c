package io.peco4j.runtime.plan;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds components that ask for something that the study has none of, or that cannot be given together. */
final class MissingParts {
    private MissingParts() {}

    static List<Problem> of(
            Map<String, Resolved> encoders,
            Map<String, Resolved> tokenizers,
            Map<String, Resolved> pretrainings,
            Map<String, Resolved> tasks) {
        List<Problem> problems = new ArrayList<>();
        pretrainings.forEach((name, framework) -> {
            Set<Class<?>> needs = framework.entry().required();
            if (needs.contains(VisionEncoder.class) && encoders.isEmpty()) {
                problems.add(missing("pretraining." + name, "trains an encoder, and the study has none", "encoder"));
            }
            if (needs.contains(Tokenizer.class) && tokenizers.isEmpty()) {
                problems.add(
                        missing("pretraining." + name, "predicts tokens, and the study has no tokenizer", "tokenizer"));
            }
        });
        tasks.forEach((name, task) -> {
            TaskNeeds needs = TaskNeeds.of(task);
            if (needs.requires(VisionEncoder.class) && needs.requires(Tokenizer.class)) {
                problems.add(new Problem(
                        "PECO-138",
                        "one of the task " + name + " and those that it nests judges an encoder, another a tokenizer",
                        "task." + name,
                        "a task and those that it nests judge the same"));
            } else if (needs.requires(VisionEncoder.class)) {
                if (encoders.isEmpty()) {
                    problems.add(missing("task." + name, "judges an encoder, and the study has none", "encoder"));
                } else if (pretrainings.isEmpty()) {
                    problems.add(missing(
                            "task." + name,
                            "judges a pretrained encoder, and the study pretrains none",
                            "pretraining"));
                }
            } else if (needs.requires(Tokenizer.class)) {
                if (tokenizers.isEmpty()) {
                    problems.add(missing("task." + name, "judges a tokenizer, and the study has none", "tokenizer"));
                }
            } else if (!needs.mentions(VisionEncoder.class) && !needs.mentions(Tokenizer.class)) {
                problems.add(new Problem(
                        "PECO-116",
                        "task " + name + " asks for neither an encoder nor a tokenizer",
                        "task." + name,
                        "a task's constructor takes what it judges"));
            }
        });
        Stream.of(encoders, tokenizers, pretrainings, tasks)
                .flatMap(axis -> axis.values().stream())
                .flatMap(TaskNeeds::misplaced)
                .map(MissingParts::misplaced)
                .distinct()
                .forEach(problems::add);
        return problems;
    }

    /** Frameworks that are bound to a tokenizer and ask for none. */
    static List<Problem> ofBound(Map<String, Resolved> pretrainings, Map<String, String> bound) {
        List<Problem> problems = new ArrayList<>();
        bound.forEach((name, tokenizer) -> {
            Resolved framework = pretrainings.get(name);
            if (framework != null && !framework.entry().takes(Tokenizer.class, true)) {
                problems.add(new Problem(
                        "PECO-127",
                        "pretraining." + name + " learns from the tokenizer " + tokenizer + ", and " + framework.entry()
                                + " asks for none",
                        Written.place(framework.component()),
                        "leave the tokenizer out"));
            }
        });
        return problems;
    }

    /** Pretrainings and tasks that change options of encoders and have none. */
    static List<Problem> ofChanged(
            Map<String, Resolved> pretrainings, Map<String, Resolved> tasks, StageEncoders encoders) {
        List<Problem> problems = new ArrayList<>();
        boolean any = !encoders.names().isEmpty() && !pretrainings.isEmpty();
        pretrainings.forEach((name, framework) -> {
            if (!framework.entry().takes(VisionEncoder.class, any)) {
                changed("pretraining." + name, framework, encoders).ifPresent(problems::add);
            }
        });
        tasks.forEach((name, task) -> {
            if (!TaskNeeds.of(task).takes(VisionEncoder.class, any)) {
                changed("task." + name, task, encoders).ifPresent(problems::add);
            }
        });
        return problems;
    }

    private static Optional<Problem> changed(String path, Resolved owner, StageEncoders encoders) {
        return encoders.isChangedBy(path)
                ? Optional.of(new Problem(
                        "PECO-152",
                        path + " changes options of the encoder, and " + owner.entry() + " gets none",
                        Written.place(owner.component()),
                        "leave  " + OnEncoder.ENCODER + " { ... }  out"))
                : Optional.empty();
    }

    private static Problem misplaced(Resolved owner) {
        return new Problem(
                "PECO-139",
                "the options of " + owner.entry() + " name a task",
                Written.place(owner.component()),
                "only a task builds on what another task trained");
    }

    private static Problem missing(String where, String what, String axis) {
        return new Problem(
                "PECO-115", where + " " + what, where, "add one:  ." + axis + "(...)  or  " + axis + " { ... }");
    }
}
