package io.peco4j.api.data;

import io.peco4j.api.problem.Problem;
import java.util.List;

/**
 * Options that do not suit every data set. A component's options record implements it, and is asked when a study is
 * planned: before anything is trained.
 */
@FunctionalInterface
public interface DataCheck {
    /**
     * What does not fit; empty if everything does. Reads no pictures.
     *
     * @return problems without a place: the planner adds where the study names the component
     */
    List<Problem> problems(Dataset data);
}
