package io.peco4j.dsl;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.task.DownstreamTask;
import org.jspecify.annotations.Nullable;

/**
 * A task of a study, and what it judges on.
 *
 * @param component the task; {@code data} is not a key of its options, but of its block in a study file
 * @param data the data set that it trains and judges on, and that the tasks nested in it do; null for the study's. What
 *     it judges is trained on the study's in any case
 */
public record StudyTask(
        Component<DownstreamTask> component, @Nullable Component<Dataset> data) {
    /** The key of the data set in a task's block. */
    public static final String DATA = "data";

    /** A task on the study's data. */
    public static StudyTask of(Component<DownstreamTask> component) {
        return new StudyTask(component, null);
    }
}
