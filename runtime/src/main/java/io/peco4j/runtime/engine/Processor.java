package io.peco4j.runtime.engine;

import io.peco4j.api.train.Precision;
import io.peco4j.dsl.PrecisionChoice;
import io.peco4j.nn.LinearMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the processor has.
 *
 * @param vendor as it calls itself, such as {@code AuthenticAMD}; empty if unknown
 * @param model as it calls itself; empty if unknown
 * @param features names of instruction set extensions as Linux spells them; empty where they cannot be read
 */
public record Processor(String vendor, String model, Set<String> features) {
    /** MKL's own. */
    private static final String INTEL = "GenuineIntel";

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    /** Units that multiply bfloat16 matrices; without one of them bfloat16 is emulated and slower than float32. */
    private static final Set<String> BFLOAT16_UNITS = Set.of("amx_bf16", "avx512_bf16");

    /** Beginnings of the names of extensions that kernels of the engine are chosen by. */
    private static final Set<String> VECTORS =
            Set.of("sse", "avx", "fma", "f16c", "amx", "asimd", "sve", "bf16", "i8mm");

    /** @param features copied */
    public Processor {
        features = Set.copyOf(features);
    }

    /** This machine's; an unknown one where there is no {@code /proc/cpuinfo}. */
    public static Processor detect() {
        try {
            return parse(Files.readString(CPUINFO));
        } catch (IOException e) {
            return new Processor("", "", Set.of());
        }
    }

    /** The first processor in the text of {@code /proc/cpuinfo}. */
    static Processor parse(String cpuinfo) {
        return new Processor(
                values(cpuinfo, "vendor_id").findFirst().orElse(""),
                values(cpuinfo, "model name").findFirst().orElse(""),
                values(cpuinfo, "flags")
                        .findFirst()
                        .map(flags -> Arrays.stream(flags.split("\\s+")).collect(Collectors.toCollection(TreeSet::new)))
                        .orElseGet(TreeSet::new));
    }

    /**
     * What decides how the engine computes on it: equal ones give the same bits. Other features, which kernels of
     * systems add and leave out, say nothing.
     */
    public String kind() {
        String extensions = features.stream()
                .filter(feature -> VECTORS.stream().anyMatch(feature::startsWith))
                .sorted()
                .collect(Collectors.joining(" "));
        return model + " with " + (extensions.isEmpty() ? "unknown extensions" : extensions);
    }

    /** The number format that a study's choice comes down to on this processor. */
    public Precision precision(PrecisionChoice choice) {
        return switch (choice) {
            case AUTO -> precision();
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
        };
    }

    /**
     * The number format that {@code precision = auto} stands for. A function of the features alone, never of a
     * measurement: equal machines make the same choice, and so agree on the keys of stages.
     */
    public Precision precision() {
        return features.stream().anyMatch(BFLOAT16_UNITS::contains) ? Precision.BFLOAT16 : Precision.FLOAT32;
    }

    /**
     * The faster way to float32 linear maps. MKL uses AVX-512 on its own vendor's processors alone, oneDNN on all. A
     * function of the processor, never of a measurement, as {@link #precision()}: equal machines compute equal bits.
     */
    public LinearMaps linearMaps() {
        return features.contains("avx512f") && !vendor.equals(INTEL)
                ? LinearMaps.CONVOLUTION
                : LinearMaps.MATRIX_PRODUCT;
    }

    private static Stream<String> values(String cpuinfo, String key) {
        return cpuinfo.lines()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip());
    }
}
