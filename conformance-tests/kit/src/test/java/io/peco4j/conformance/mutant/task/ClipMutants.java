package io.peco4j.conformance.mutant.task;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.List;

/** Tasks that read clips; the first keeps all rules. */
final class ClipMutants {
    private ClipMutants() {}

    /** Sees the mean of two frames. */
    @Reads(Example.Clip.class)
    static class ReferenceClipTask extends ReferenceTask {
        @Inject
        ReferenceClipTask(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        RgbImage picture(Example example) {
            List<RgbImage> frames = ((Example.Clip) example).frames().read(1, 4);
            byte[] rgb = new byte[frames.get(0).rgb().length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte)
                        (((frames.get(0).rgb()[i] & 0xff) + (frames.get(1).rgb()[i] & 0xff)) / 2);
            }
            return new RgbImage(frames.get(0).width(), frames.get(0).height(), rgb);
        }

        @Override
        int label(Example example) {
            return ((Example.Clip) example).label();
        }
    }

    @Breaks(rule = "TSK-20", says = "that decide alone")
    @Reads(Example.Clip.class)
    static final class SeesTheSecondOfTwoFrames extends ReferenceClipTask {
        @Inject
        SeesTheSecondOfTwoFrames(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        RgbImage picture(Example example) {
            return ((Example.Clip) example).frames().read(1, 4).get(1);
        }
    }

    @Breaks(rule = "TSK-20", says = "frames that are read of each clip")
    @Reads(Example.Clip.class)
    static final class ReadsOneFrame extends ReferenceClipTask {
        @Inject
        ReadsOneFrame(Options options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
            super(options, encoder, dataset, context);
        }

        @Override
        RgbImage picture(Example example) {
            return ((Example.Clip) example).frames().read(2).get(0);
        }
    }
}
