package io.peco4j.bench;

import io.peco4j.api.data.Split;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.engine.MatmulPeak;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** What the cases share. Not for several threads. */
public final class BenchContext {
    private final Split photos;
    private final Path scratch;
    private final int threads;
    private double residentAtFirst = Double.NaN;
    private final Map<Precision, Double> peaks = new EnumMap<>(Precision.class);

    /**
     * A context for one run over any number of cases.
     *
     * @param photos to decode, such as the user's own or {@link GeneratedPhotos}
     * @param scratch an empty folder; what lies there afterwards may be deleted
     * @param threads of the loader
     */
    public BenchContext(Split photos, Path scratch, int threads) {
        this.photos = photos;
        this.scratch = scratch;
        this.threads = threads;
    }

    /** Pictures of the size of photos, to be decoded. */
    public Split photos() {
        return photos;
    }

    /** Where trainings of a case may leave files. */
    public Path scratch(BenchCase of) {
        return scratch(of.name());
    }

    /** Where a case leaves files of a name that no case has. */
    Path scratch(String name) {
        return scratch.resolve(name);
    }

    /** Threads of the loader. */
    public int threads() {
        return threads;
    }

    /** What the process held when this was first asked, in bytes; NaN where the system does not say. */
    double residentAtFirst() {
        if (Double.isNaN(residentAtFirst)) {
            residentAtFirst = ResidentSize.bytes();
        }
        return residentAtFirst;
    }

    /** Floating-point operations a second of a matrix product; measured once. */
    public double peak(Precision precision) {
        return peaks.computeIfAbsent(precision, MatmulPeak::measure);
    }
}
