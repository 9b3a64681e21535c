package io.peco4j.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.run.OpenStage;
import io.peco4j.runtime.run.Trained;

/** Makes a tokenizer at some picture size, with the weights that it starts from, for its speed to be measured. */
public record ComponentTokenizers(Planner planner, Dataset dataset, Component<Tokenizer> component)
        implements TokenizerFactory {
    @Override
    public Open open(int image, Precision precision) {
        Config encoder = ConfigFactory.parseString("image = " + image);
        Stage stage = planner.alone(component, encoder, precision);
        OpenStage open = OpenStage.open(stage, dataset, precision, Trained.nothing());
        return new Open((Tokenizer) open.component(), open::close);
    }
}
