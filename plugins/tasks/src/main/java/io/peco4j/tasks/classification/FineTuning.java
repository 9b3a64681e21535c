package io.peco4j.tasks.classification;

import io.peco4j.api.data.Split;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.nn.learn.ClassifierLearner;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.tasks.LabelShare;
import java.util.List;

/** Trains a classifier on the examples whose labels it may see. */
final class FineTuning extends ClassifierLearner {
    private final LabelShare labels;

    FineTuning(
            ClassificationTask.Options options, VitClassifier model, List<ParameterGroup> groups, LabelShare labels) {
        super("classification", options.recipe(), options.augmentation(), model, groups);
        this.labels = labels;
    }

    @Override
    public Split examples(Split train) {
        return labels.of(train);
    }
}
