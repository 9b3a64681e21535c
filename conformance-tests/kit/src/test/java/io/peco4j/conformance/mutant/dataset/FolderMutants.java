package io.peco4j.conformance.mutant.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.conformance.mutant.Breaks;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/** Data sets of files that break one rule each. */
final class FolderMutants {
    private FolderMutants() {}

    @Breaks(rule = "DAT-04", says = "other content")
    static final class ForgetsTheMaps extends ReferenceMaps {
        @Inject
        ForgetsTheMaps(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        Stream<String> fingerprinted() {
            return Stream.of("images");
        }
    }

    @Breaks(rule = "DAT-07", says = "200")
    static final class CountsUnknownPixels extends ReferenceMaps {
        @Inject
        CountsUnknownPixels(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        ClassMap map(int width, int height, byte[] values) {
            byte[] counted = values.clone();
            for (int i = 0; i < counted.length; i++) {
                counted[i] = counted[i] == -1 ? (byte) 200 : counted[i];
            }
            return super.map(width, height, counted);
        }
    }

    @Breaks(rule = "DAT-08", says = "a map of 16 x 36 on a picture of 36 x 16")
    static final class ExchangesWidthAndHeight extends ReferenceMaps {
        @Inject
        ExchangesWidthAndHeight(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        ClassMap map(int width, int height, byte[] values) {
            return super.map(height, width, values);
        }
    }

    @Breaks(rule = "DAT-11", says = "frames [2, 0] of")
    static final class DecodesInOrderOfTime extends ReferenceClips {
        @Inject
        DecodesInOrderOfTime(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        int[] asked(int... numbers) {
            return Arrays.stream(numbers).sorted().toArray();
        }
    }

    @Breaks(rule = "DAT-12", says = "examples in another place, in order")
    static final class OrdersByTheHashOfItsPaths extends ReferenceClips {
        @Inject
        OrdersByTheHashOfItsPaths(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        Comparator<Path> order() {
            // Hash codes of strings keep their order but for a rotation, which two places may share.
            return Comparator.comparing(
                    path -> UUID.nameUUIDFromBytes(path.toString().getBytes(UTF_8)));
        }
    }

    @Breaks(rule = "DAT-12", says = "the fingerprint in another place")
    static final class FingerprintsItsPlace extends ReferenceClips {
        @Inject
        FingerprintsItsPlace(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        public String fingerprint() {
            return super.fingerprint() + options.path();
        }
    }

    @Breaks(rule = "DAT-14", says = "train/east/clip-01, of [east, west]")
    static final class ExchangesItsClasses extends ReferenceClips {
        @Inject
        ExchangesItsClasses(Options options, ContentDigests digests) {
            super(options, digests);
        }

        @Override
        int label(Path clip) {
            return 1 - super.label(clip);
        }
    }

    @Breaks(rule = "DAT-15", says = "another class")
    static final class FingerprintsFramesAlone extends ReferenceClips {
        private final ContentDigests digests;

        @Inject
        FingerprintsFramesAlone(Options options, ContentDigests digests) {
            super(options, digests);
            this.digests = digests;
        }

        @Override
        public String fingerprint() {
            return files().map(digests::of).sorted().toList().toString();
        }
    }
}
