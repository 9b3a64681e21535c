package io.peco4j.runtime.cli;

import io.peco4j.api.data.Dataset;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code fail} or {@code skip}, as study files have them. */
final class CorruptWord implements ITypeConverter<Dataset.Corrupt> {
    @Override
    public Dataset.Corrupt convert(String word) {
        for (Dataset.Corrupt each : Dataset.Corrupt.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new TypeConversionException("expected fail or skip, found " + word);
    }
}
