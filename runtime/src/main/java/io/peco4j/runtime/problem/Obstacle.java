package io.peco4j.runtime.problem;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine lacks or forbids: memory, room on a disk, permission. No input is wrong then and no code: people
 * need to hear what is short and what helps, and no stack trace.
 *
 * <p>Operating systems tell by text alone. It is matched in English, which is what the JVM gets on systems without
 * translations of the C library's messages.
 */
public final class Obstacle {
    private static final Pattern WRITING = Pattern.compile("cannot write (.+)");
    private static final Pattern BYTES = Pattern.compile("allocate (\\d+) bytes");
    private static final double MEGABYTE = 1e6;
    private static final String AGAIN = ", then run the same command again";

    private static final List<String> FULL =
            List.of("no space left on device", "not enough space on the disk", "disk quota exceeded", "file too large");
    private static final List<String> READ_ONLY = List.of("read-only file system", "media is write protected");
    private static final List<String> HANDLES = List.of("too many open files");
    private static final List<String> ENGINE_MEMORY = List.of(
            "can't allocate memory", "cannot allocate memory", "not enough memory", "bad_alloc", "out of memory");

    private Obstacle() {}

    /** What stood in the way, if it was the machine; empty if the failure is of another kind. */
    public static Optional<Problem> of(Throwable thrown) {
        List<Throwable> chain = Causes.chain(thrown);
        return chain.stream().flatMap(each -> of(each, chain).stream()).findFirst();
    }

    /** What happened in one line: what stood in the way and what helps, or else the causes. */
    public static String line(Throwable thrown) {
        return thrown instanceof InvalidInputException
                ? Causes.line(thrown)
                : of(thrown).map(Causes::words).orElseGet(() -> Causes.line(thrown));
    }

    private static Optional<Problem> of(Throwable each, List<Throwable> chain) {
        String message = Causes.message(each);
        String lower = message.toLowerCase(Locale.ROOT);
        Predicate<List<String>> says = texts -> texts.stream().anyMatch(lower::contains);
        if (each instanceof OutOfMemoryError) {
            return Optional.of(javaMemory(message));
        }
        if (says.test(FULL)) {
            return Optional.of(new Problem(
                    "PECO-607",
                    "the disk is full" + (lower.contains("quota") ? " up to your quota" : ""),
                    place(each, chain),
                    "free some space or choose another folder" + AGAIN));
        }
        if (each instanceof ReadOnlyFileSystemException || says.test(READ_ONLY)) {
            return Optional.of(new Problem(
                    "PECO-608",
                    "the file system can only be read",
                    place(each, chain),
                    "choose another folder or mount it writable" + AGAIN));
        }
        if (each instanceof AccessDeniedException || lower.contains("permission denied")) {
            return Optional.of(new Problem(
                    "PECO-608",
                    "access is denied",
                    place(each, chain),
                    "choose another folder or change its permissions" + AGAIN));
        }
        if (says.test(HANDLES)) {
            return Optional.of(new Problem(
                    "PECO-609",
                    "too many files are open",
                    place(each, chain),
                    "raise the limit (ulimit -n) or end other programs" + AGAIN));
        }
        if (each instanceof Exception && says.test(ENGINE_MEMORY)) {
            return Optional.of(engineMemory(message));
        }
        return Optional.empty();
    }

    private static Problem javaMemory(String message) {
        if (message.contains("native thread")) {
            return new Problem(
                    "PECO-502",
                    "the system allows no more threads",
                    "",
                    "raise the limit of processes (ulimit -u) or end other programs" + AGAIN);
        }
        return new Problem(
                "PECO-502",
                "memory is short: " + detail(message) + "Java may use "
                        + megabytes(Runtime.getRuntime().maxMemory()),
                "",
                "allow more, such as  PECO4J_JAVA_OPTS=-Xmx4g,  or make pictures or batches smaller" + AGAIN);
    }

    /** Our own words, such as what a picture would take; those of the JVM say less than the figures do. */
    private static String detail(String message) {
        boolean own = message.contains("picture");
        return own ? message + ", and " : "";
    }

    private static Problem engineMemory(String message) {
        Matcher bytes = BYTES.matcher(message);
        String asked = bytes.find() ? " for " + megabytes(Long.parseLong(bytes.group(1))) + " more" : "";
        return new Problem(
                "PECO-503",
                "memory is short: the tensor engine asked" + asked + " and the machine has no more",
                "",
                "a smaller batch or micro-batch, smaller pictures, or fewer other programs" + AGAIN);
    }

    /** The file that the system names, or the one that was being written. */
    private static String place(Throwable each, List<Throwable> chain) {
        if (each instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile();
        }
        return chain.stream()
                .map(Causes::message)
                .map(WRITING::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGABYTE);
    }
}
