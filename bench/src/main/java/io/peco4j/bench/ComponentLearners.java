package io.peco4j.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.OpenStage;
import io.peco4j.runtime.run.Trained;

/** Makes the learner of a component at some picture size, as a study would, for its steps to be measured. */
public record ComponentLearners(Planner planner, Dataset dataset, Component<?> component) implements LearnerFactory {
    @Override
    public Open open(int image, Precision precision) {
        Config encoder = ConfigFactory.parseString("image = " + image);
        Stage stage = planner.alone(component, encoder, precision);
        OpenStage open = OpenStage.open(stage, dataset, precision, Trained.nothing());
        return new Open(
                open.learner().orElseThrow(() -> new IllegalArgumentException(component.id() + " trains nothing")),
                open::close);
    }
}
