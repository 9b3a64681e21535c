package io.peco4j.runtime.cli;

import io.peco4j.runtime.content.ContentIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How many seeds {@code run} adds by itself, on the command line. */
final class SeedOptions {
    @Option(
            names = "--until",
            paramLabel = "D",
            description = "adds seeds one by one, 20 at most in all, until a difference of D points of the main scores"
                    + " would show; decides by the spread alone, and widens the intervals for it")
    private @Nullable Double until;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = Time.class,
            description = "with --until: adds no seed that would end later, such as 2h, 90m or 1h30m; the seeds of the"
                    + " first look run in any case")
    private @Nullable Duration budget;

    /** What was asked for; empty if the seeds are those of the study. */
    Optional<AddedSeeds> rule(StudySession session, ContentIndex.Trust trust, Clock clock, CommandSpec spec) {
        if (until == null) {
            if (budget != null) {
                throw new ParameterException(spec.commandLine(), "--budget limits --until, which is missing");
            }
            return Optional.empty();
        }
        if (!(until > 0 && until < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), "--until takes a difference greater than 0, not " + until);
        }
        return Optional.of(new AddedSeeds(
                session, trust, new AddedSeeds.Goal(until, budget == null ? Duration.ZERO : budget), clock, spec));
    }

    /** Reads durations as people write them. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                Duration time = Duration.parse("PT" + text.strip().toUpperCase(Locale.ROOT));
                if (!time.isNegative() && !time.isZero()) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // said below
            }
            throw new TypeConversionException("'" + text + "' is no time such as 2h, 90m or 1h30m");
        }
    }
}
