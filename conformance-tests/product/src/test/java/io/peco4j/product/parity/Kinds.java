package io.peco4j.product.parity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of cases that we run, and those that the product has no use for. */
final class Kinds {
    private static final Map<Kind, CaseRun> RUNS = merged(List.of(
            AttackNormRuns.runs(),
            AttackRuns.runs(),
            AttackVariantRuns.runs(),
            AugmentationRuns.runs(),
            AveragedNetworkRuns.runs(),
            BeitDetectorRuns.runs(),
            BeitFineTuningRuns.runs(),
            BeitRuns.runs(),
            BeitStartRuns.runs(),
            BootMaeRuns.runs(),
            BootMaeTrainingRuns.runs(),
            BoxRuns.runs(),
            ClassifierTrainingRuns.runs(),
            ClippingRuns.runs(),
            CocoRuns.runs(),
            ConvolutionRuns.runs(),
            CropRuns.runs(),
            DalleRuns.runs(),
            DeitRuns.runs(),
            DetectorRuns.runs(),
            DropPathRuns.runs(),
            DinoEvaluationRuns.runs(),
            DinoRuns.runs(),
            DinoTrainingRuns.runs(),
            DistortionRuns.runs(),
            ErasingRuns.runs(),
            GanRuns.runs(),
            MaeRuns.runs(),
            MaskRcnnRuns.runs(),
            MaskRuns.runs(),
            MetricRuns.runs(),
            MocoRuns.runs(),
            OpRuns.runs(),
            OptimRuns.runs(),
            PositionRuns.runs(),
            PretrainingRuns.runs(),
            QuantizerRuns.runs(),
            ResNetRuns.runs(),
            RoiRuns.runs(),
            ScheduleRuns.runs(),
            SegmentationHeadRuns.runs(),
            SegmentationViewRuns.runs(),
            SegmenterRuns.runs(),
            SmallNetworkRuns.runs(),
            TamingRuns.runs(),
            TimeSformerRuns.runs(),
            TrainingRuns.runs(),
            VideoSamplingRuns.runs(),
            VideoTrainingRuns.runs(),
            VitRuns.runs(),
            WeightRuns.runs()));

    private static final Map<Kind, String> NOT_APPLICABLE = Map.of(
            new Kind(
                    "huggingface/pytorch-image-models",
                    "timm/data/auto_augment.py: LEVEL_TO_ARG, auto_augment_policy, _RAND_TRANSFORMS,"
                            + " _select_rand_weights"),
            "it is about AutoAugment's policies, which no recipe here has; RecipeReferenceTest compares its levels",
            new Kind("huggingface/pytorch-image-models", "timm/scheduler/cosine_lr.py: CosineLRScheduler"),
            "one of its runs restarts, which no recipe here does; RecipeReferenceTest compares the others");

    private Kinds() {}

    /** How a kind is run; fails with its name if nobody has written that. */
    static CaseRun run(Kind kind) {
        CaseRun run = RUNS.get(kind);
        if (run == null) {
            throw new AssertionError("nothing runs cases of the kind: " + kind);
        }
        return run;
    }

    /** Why the product has no use for a kind; empty for those that it runs. */
    static Optional<String> notApplicable(Kind kind) {
        return Optional.ofNullable(NOT_APPLICABLE.get(kind));
    }

    private static Map<Kind, CaseRun> merged(List<Map<Kind, CaseRun>> groups) {
        Map<Kind, CaseRun> all = new HashMap<>();
        groups.forEach(group -> group.forEach((kind, run) -> {
            if (all.put(kind, run) != null) {
                throw new IllegalStateException("two runs of " + kind);
            }
        }));
        return Map.copyOf(all);
    }
}
