package io.peco4j.bench;

import static io.peco4j.dsl.Components.coco;
import static io.peco4j.dsl.Components.detection;
import static io.peco4j.dsl.Components.noPretraining;
import static io.peco4j.dsl.Components.vit;

import io.peco4j.dsl.Study;
import java.nio.file.Path;

/** Mask R-CNN on ViT-B/16 as in table 3: one picture of 800 x 1,333 pixels, in which each of 4,200 tokens sees all. */
final class DetectorTraining {
    private static final String NAME = "mask-rcnn-b-800";
    private static final int PRETRAINED_AT = 224;

    private DetectorTraining() {}

    /** With the paper's recipe, a picture a step. */
    static Training base(StudyPlanner planner) {
        return Training.ofFiles(NAME, 1, planner, DetectorTraining::study, "task");
    }

    private static Study study(Path folder) {
        return Study.named("bench")
                .data(coco(GeneratedObjects.write(folder).toString()))
                .encoder(vit("base").patch(16).image(PRETRAINED_AT).dropPath(0.1))
                .pretraining(noPretraining())
                .task(detection())
                .seeds(0)
                .build();
    }
}
