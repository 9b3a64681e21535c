package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Losses of the second stage from predictions and assignments: He et al. 2017, section 3. */
final class RoiLoss {
    private static final String OF_CLASS = """
            def of_class(self, logits: Tensor, labels: Tensor) -> Tensor:
              boxes, classes, height, width = torch.size(logits)
              index = torch.expand(torch.reshape(labels, [-1, 1, 1, 1]), [boxes, 1, height, width])
              return torch.gather(logits, 1, index)
            """;

    private static final Kernel MASKS = Kernel.compile("mask loss", """
            def forward(self, logits: Tensor, labels: Tensor, wanted: Tensor) -> Tensor:
              chosen = torch.squeeze(self.of_class(logits, labels), 1)
              return torch.binary_cross_entropy_with_logits(chosen, wanted)

            """ + OF_CLASS);

    private static final Kernel PROBABILITIES = Kernel.compile("mask probabilities", """
            def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
              return torch.sigmoid(self.of_class(logits, labels))

            """ + OF_CLASS);

    private final Kernel boxes;
    private final BoxCoder coder;
    private final int classes;
    private final MaskTargets targets;

    RoiLoss(RoiSettings settings, RoiShape shape) {
        this.coder = settings.coder();
        this.classes = shape.classes();
        this.targets = new MaskTargets(2 * shape.maskSide(), shape.aligned());
        this.boxes = Kernel.compile("box losses", String.format(Locale.ROOT, """
            def forward(self, logits: Tensor, offsets: Tensor, labels: Tensor, rows: Tensor, wanted: Tensor) -> Tuple[Tensor, Tensor]:
              moved = torch.index_select(torch.reshape(offsets, [-1, 4]), 0, rows)
              distance = torch.smooth_l1_loss(moved, wanted, 2, %s)
              return (torch.cross_entropy_loss(logits, labels), torch.div(distance, torch.size(labels, 0)))
            """, settings.bend()));
    }

    /** Losses of classes and of offsets. */
    NDList boxes(BoxPredictions predictions, List<BoxTargets> sampled) {
        NDManager manager = predictions.logits().getManager();
        int[] labels = BoxTargets.labels(sampled);
        List<Integer> rows = new ArrayList<>();
        for (int box = 0; box < labels.length; box++) {
            if (labels[box] > 0) {
                rows.add(box * classes + labels[box]);
            }
        }
        try (NDArray classes = Indices.of(manager, labels);
                NDArray moved =
                        Indices.of(manager, rows.stream().mapToInt(i -> i).toArray());
                NDArray wanted = Indices.rows(manager, BoxTargets.positiveOffsets(sampled, coder), 4)) {
            return boxes.call(predictions.logits(), predictions.offsets(), classes, moved, wanted);
        }
    }

    /** The loss of the masks of boxes that all have an object with a mask. */
    NDArray masks(NDArray logits, List<BoxTargets> positives, List<GroundTruth> truth) {
        if (logits.getShape().get(0) == 0) {
            return logits.sum();
        }
        try (NDList wanted = new NDList()) {
            for (int image = 0; image < positives.size(); image++) {
                BoxTargets own = positives.get(image);
                if (own.boxes().size() > 0) {
                    wanted.add(
                            targets.project(truth.get(image).masks(), own.objects(), own.boxes(), logits.getManager()));
                }
            }
            try (NDArray labels = Indices.of(logits.getManager(), BoxTargets.labels(positives));
                    NDArray all = NDArrays.concat(wanted)) {
                return MASKS.apply(logits, labels, all);
            }
        }
    }

    static NDArray probabilities(NDArray logits, int[] labels) {
        try (NDArray classes = Indices.of(logits.getManager(), labels)) {
            return PROBABILITIES.apply(logits, classes);
        }
    }
}
