package io.peco4j.tasks;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.tasks.agreement.HumanAgreementTask;
import io.peco4j.tasks.classification.ClassificationTask;
import io.peco4j.tasks.codebook.InvarianceTask;
import io.peco4j.tasks.codebook.ReconstructionTask;
import io.peco4j.tasks.detection.DetectionOptions;
import io.peco4j.tasks.detection.DetectionTask;
import io.peco4j.tasks.knn.KnnTask;
import io.peco4j.tasks.probe.CodewordProbeTask;
import io.peco4j.tasks.probe.LinearProbeTask;
import io.peco4j.tasks.robustness.RobustnessTask;
import io.peco4j.tasks.segmentation.SegmentationOptions;
import io.peco4j.tasks.segmentation.SegmentationTask;
import io.peco4j.tasks.video.VideoOptions;
import io.peco4j.tasks.video.VideoTask;

/** The bundled downstream tasks. */
public final class TasksPlugin extends PluginModule {
    @Override
    protected void configure() {
        task("linear-probe", LinearProbeTask.Options.class).to(LinearProbeTask.class);
        task("knn", KnnTask.Options.class).to(KnnTask.class);
        task("codeword-probe", CodewordProbeTask.Options.class).to(CodewordProbeTask.class);
        task("human-agreement", HumanAgreementTask.Options.class).to(HumanAgreementTask.class);
        task("reconstruction", ReconstructionTask.Options.class).to(ReconstructionTask.class);
        task("invariance", InvarianceTask.Options.class).to(InvarianceTask.class);
        task("segmentation", SegmentationOptions.class).to(SegmentationTask.class);
        task("classification", ClassificationTask.Options.class).to(ClassificationTask.class);
        task("detection", DetectionOptions.class).to(DetectionTask.class);
        task("robustness", RobustnessTask.Options.class).to(RobustnessTask.class);
        task("video", VideoOptions.class).to(VideoTask.class);
    }
}
