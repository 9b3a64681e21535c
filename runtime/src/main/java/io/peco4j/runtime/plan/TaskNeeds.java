package io.peco4j.runtime.plan;

import io.peco4j.api.component.Component;
import io.peco4j.api.plugin.ComponentKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a task judges, by what the constructors of the task and of the tasks that it nests ask for: they all judge the
 * same thing.
 *
 * @param tasks the task, and all that it nests
 */
record TaskNeeds(List<Resolved> tasks) {
    static TaskNeeds of(Resolved task) {
        return new TaskNeeds(
                task.tree().filter(each -> isTask(each.component())).toList());
    }

    /** Whether one of them cannot do without. */
    boolean requires(Class<?> type) {
        return tasks.stream().anyMatch(task -> task.entry().required().contains(type));
    }

    /** Whether one of them asks for it, be it where there is one. */
    boolean mentions(Class<?> type) {
        return requires(type)
                || tasks.stream().anyMatch(task -> task.entry().optional().contains(type));
    }

    /** Whether one of them gets it: if it needs one, or if it takes one and there is any. */
    boolean takes(Class<?> type, boolean any) {
        return any ? mentions(type) : requires(type);
    }

    /** How many tasks lie in one another, this one included. */
    static int depth(Resolved component) {
        int inner = component.nested().values().stream()
                .mapToInt(TaskNeeds::depth)
                .max()
                .orElse(0);
        return inner + (isTask(component.component()) ? 1 : 0);
    }

    /** Components that nest a task and are none, at any depth of the component. */
    static Stream<Resolved> misplaced(Resolved component) {
        return component
                .tree()
                .filter(each -> !isTask(each.component()))
                .filter(each -> each.nested().keySet().stream().anyMatch(TaskNeeds::isTask));
    }

    private static boolean isTask(Component<?> component) {
        return ComponentKind.of(component) == ComponentKind.TASK;
    }
}
