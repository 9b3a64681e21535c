package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Data sets that break one rule each. */
final class DatasetMutants {
    private DatasetMutants() {}

    @Breaks(rule = "DAT-01", says = "names of splits")
    static final class CallsBothSplitsTrain extends ReferenceDataset {
        @Inject
        CallsBothSplitsTrain(Options options) {
            super(options);
        }

        @Override
        public List<Split> splits() {
            // The same split twice: nothing that another rule looks at is in two splits of different names.
            return List.of(new Part(TRAIN, 1), new Part(TRAIN, 1));
        }
    }

    @Breaks(rule = "DAT-02", says = "train 0, ")
    static final class OrdersByItsAddress extends ReferenceDataset {
        @Inject
        OrdersByItsAddress(Options options) {
            super(options);
        }

        @Override
        Example example(String split, int stream, int index) {
            return super.example(split, stream, index + 2 * (System.identityHashCode(this) % 10_000_000));
        }
    }

    @Breaks(rule = "DAT-03", says = "another instance")
    static final class FingerprintsItself extends ReferenceDataset {
        @Inject
        FingerprintsItself(Options options) {
            super(options);
        }

        @Override
        public String fingerprint() {
            return super.fingerprint() + System.identityHashCode(this);
        }
    }

    @Breaks(rule = "DAT-04", says = "seed")
    static final class ForgetsTheSeed extends ReferenceDataset {
        @Inject
        ForgetsTheSeed(Options options) {
            super(options);
        }

        @Override
        public String fingerprint() {
            return "reference of " + size();
        }
    }

    @Breaks(rule = "DAT-05", says = "val 11, which train has, too")
    static final class ValidatesOnATrainingExample extends ReferenceDataset {
        @Inject
        ValidatesOnATrainingExample(Options options) {
            super(options);
        }

        @Override
        Example example(String split, int stream, int index) {
            return super.example(split, index == 11 ? 1 : stream, index);
        }
    }

    @Breaks(rule = "DAT-06", says = "examples of train are called")
    static final class CallsAllAlike extends ReferenceDataset {
        @Inject
        CallsAllAlike(Options options) {
            super(options);
        }

        @Override
        String name(String split, int index) {
            return split;
        }
    }

    @Breaks(rule = "DAT-07", says = "[2]")
    static final class CountsClassesFromOne extends ReferenceDataset {
        @Inject
        CountsClassesFromOne(Options options) {
            super(options);
        }

        @Override
        int label(int index) {
            return super.label(index) + 1;
        }
    }

    @Breaks(rule = "DAT-08", says = "(2.0, 3.0) to (12.0, 17.0)")
    static final class BoxesLeaveThePicture extends ReferenceDataset {
        @Inject
        BoxesLeaveThePicture(Options options) {
            super(options);
        }

        @Override
        Instance object(int index) {
            return new Instance(label(index), new Box(2, 3, 12, SIDE + 1));
        }
    }

    @Breaks(rule = "DAT-09", says = "on several threads")
    static final class SharesABuffer extends ReferenceDataset {
        private final byte[] shared = new byte[3 * SIDE * SIDE];
        private final Thread owner = Thread.currentThread();

        @Inject
        SharesABuffer(Options options) {
            super(options);
        }

        @Override
        Example example(String split, int stream, int index) {
            Example.Detected own = (Example.Detected) super.example(split, stream, index);
            if (Thread.currentThread() == owner) {
                return own;
            }
            // What a reader on another thread finds there is what was left by the one before it.
            byte[] left = shared.clone();
            System.arraycopy(own.image().rgb(), 0, shared, 0, shared.length);
            return Arrays.equals(left, shared)
                    ? own
                    : new Example.Detected(new RgbImage(SIDE, SIDE, left), own.objects());
        }
    }

    @Breaks(rule = "DAT-10", says = "by exampleType()")
    static final class CallsItsObjectsPictures extends ReferenceDataset {
        @Inject
        CallsItsObjectsPictures(Options options) {
            super(options);
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }
    }

    @Breaks(rule = "DAT-16", says = "by classOf()")
    static final class TakesItsObjectsForThePicture extends ReferenceDataset {
        @Inject
        TakesItsObjectsForThePicture(Options options) {
            super(options);
        }

        @Override
        OptionalInt classOf(int index) {
            return OptionalInt.of(label(index));
        }
    }

    @Breaks(rule = "DAT-13", says = "the last is read first")
    static final class OnlyGoesForwards extends ReferenceDataset {
        private static final int PATIENCE = 4;

        /** By thread, the index read last and how often it was one less than that before it. */
        @SuppressWarnings("ThreadLocalUsage") // lives as long as one trial
        private final ThreadLocal<int[]> cursor = ThreadLocal.withInitial(() -> new int[2]);

        @Inject
        OnlyGoesForwards(Options options) {
            super(options);
        }

        @Override
        Example example(String split, int stream, int index) {
            int[] here = cursor.get();
            here[1] = index == here[0] - 1 ? here[1] + 1 : 0;
            here[0] = index;
            return super.example(split, stream, here[1] < PATIENCE ? index : index + 100);
        }
    }

    @Breaks(rule = "DAT-13", says = "when more are read")
    static final class ReadsIntoOneArray extends ReferenceDataset {
        @SuppressWarnings("ThreadLocalUsage") // lives as long as one trial
        private final ThreadLocal<byte[]> pixels = ThreadLocal.withInitial(() -> new byte[3 * SIDE * SIDE]);

        @Inject
        ReadsIntoOneArray(Options options) {
            super(options);
        }

        @Override
        Example example(String split, int stream, int index) {
            Example.Detected read = (Example.Detected) super.example(split, stream, index);
            System.arraycopy(read.image().rgb(), 0, pixels.get(), 0, pixels.get().length);
            return new Example.Detected(new RgbImage(SIDE, SIDE, pixels.get()), read.objects());
        }
    }
}
