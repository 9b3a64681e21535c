package io.peco4j.bench;

import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.plan.Plan;

/** Lays out a study whose trainings are measured. */
@FunctionalInterface
public interface StudyPlanner {
    /** Lays it out. */
    Plan plan(Study study, Precision precision);
}
