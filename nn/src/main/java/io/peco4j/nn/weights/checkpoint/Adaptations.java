package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/** All adaptations, in the order in which they are tried. */
final class Adaptations {
    private Adaptations() {}

    static List<Adaptation> all() {
        return List.of(
                new SegmentationBackbone(),
                new CommonPrefix(),
                new ComputedIndices(),
                new MeanNorm(),
                new Heads(),
                new Parts(),
                new BatchCounters(),
                new CodebookAverages(),
                new QueryKeyValueBias(),
                new SharedTable(),
                new PositionResizing());
    }
}
