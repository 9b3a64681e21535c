package io.peco4j.nn.weights.checkpoint;

import java.util.List;

/** An encoder alone takes its part of a segmentation network; the heads are left out. */
final class SegmentationBackbone implements Adaptation {
    private static final String PREFIX = "backbone.";

    @Override
    public void apply(Fitting fitting) {
        if (fitting.wanted().stream().anyMatch(name -> name.startsWith(PREFIX))
                || fitting.offered().stream().noneMatch(name -> name.startsWith("decode_head."))) {
            return;
        }
        List<String> backbone = fitting.offered().stream()
                .filter(name -> name.startsWith(PREFIX))
                .filter(name -> fitting.offer(name.substring(PREFIX.length())).isEmpty())
                .toList();
        for (String name : backbone) {
            fitting.offer(name.substring(PREFIX.length()), fitting.offer(name).orElseThrow());
            fitting.drop(name);
        }
        if (!backbone.isEmpty()) {
            fitting.note("took the backbone of a segmentation network: " + Checkpoint.tensors(backbone.size()));
        }
    }
}
