package io.peco4j.runtime.plan;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds components that ask for something that the study has none of. */
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
            Set<Class<?>> needs = task.entry().required();
            if (needs.contains(VisionEncoder.class)) {
                if (encoders.isEmpty()) {
                    problems.add(missing("task." + name, "judges an encoder, and the study has none", "encoder"));
                } else if (pretrainings.isEmpty()) {
                    problems.add(missing(
                            "task." + name,
                            "judges a pretrained encoder, and the study pretrains none",
                            "pretraining"));
                }
            } else if (needs.contains(Tokenizer.class)) {
                if (tokenizers.isEmpty()) {
                    problems.add(missing("task." + name, "judges a tokenizer, and the study has none", "tokenizer"));
                }
            } else if (!task.entry().optional().contains(VisionEncoder.class)
                    && !task.entry().optional().contains(Tokenizer.class)) {
                problems.add(new Problem(
                        "PECO-116",
                        "task " + name + " asks for neither an encoder nor a tokenizer",
                        "task." + name,
                        "a task's constructor takes what it judges"));
            }
        });
        return problems;
    }

    private static Problem missing(String where, String what, String axis) {
        return new Problem(
                "PECO-115", where + " " + what, where, "add one:  ." + axis + "(...)  or  " + axis + " { ... }");
    }
}
