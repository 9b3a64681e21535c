package io.peco4j.datasets.clips;

import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A list of clips: a path and a label a line, with blanks between them, as TimeSformer and SlowFast write it whatever
 * the file's name ends with; or CSV, whose columns have names or are path and label. Paths are relative to the list.
 */
final class ClipList {
    private static final Pattern PLAIN = Pattern.compile("(.*[^\\s,;])\\s+(\\d+)\\s*");
    private static final Pattern WORDS = Pattern.compile("(.*\\S)\\s+(\\S+)\\s*");
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Set<String> PATHS =
            Set.of("path", "file", "filename", "file_name", "video", "video_path", "clip");
    private static final Set<String> LABELS = Set.of("label", "class", "action", "category", "class_name");

    private final Path root;
    private final Path file;
    private final ClipProblems problems;
    private final List<ListedClip> clips = new ArrayList<>();

    private ClipList(Path root, Path file, ClipProblems problems) {
        this.root = root;
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads a list.
     *
     * @param root of the data set, which names are relative to
     * @param problems gets lines that are not understood
     */
    static Listing read(Path root, Path file, ClipProblems problems) {
        ClipList list = new ClipList(root, file, problems);
        try {
            String text = Files.readString(file);
            String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
            Optional<Character> separator = separator(content);
            if (separator.isPresent()) {
                list.table(content, separator.get());
            } else {
                list.lines(content.lines().toList());
            }
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(
                    "PECO-281",
                    "a list of clips cannot be read: " + e.getMessage(),
                    file.toString(),
                    "text in UTF-8, with a path and a label a line, or CSV"));
        }
        return new Listing(list.clips, false, Collections.emptySortedMap());
    }

    /** What the first line has between its values, if the list is CSV. */
    private static Optional<Character> separator(String text) {
        String first = text.lines().filter(ClipList::isClip).findFirst().orElse("");
        return PLAIN.matcher(first).matches()
                ? Optional.empty()
                : SEPARATORS.stream().filter(sign -> first.indexOf(sign) >= 0).findFirst();
    }

    private static boolean isClip(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private void lines(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (isClip(lines.get(i))) {
                Matcher words = WORDS.matcher(lines.get(i));
                if (words.matches()) {
                    add(words.group(1).strip(), words.group(2), i + 1L);
                } else {
                    problems.addRow(unclear("\"" + lines.get(i).strip() + "\" has no label", i + 1L));
                }
            }
        }
    }

    private void table(String text, char separator) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setCommentMarker('#')
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            int path = 0;
            int label = 1;
            for (CSVRecord row : parser) {
                List<String> values = row.toList();
                if (row.getRecordNumber() == 1 && named(values, LABELS) >= 0) {
                    path = named(values, PATHS);
                    label = named(values, LABELS);
                    if (path < 0) {
                        problems.addRow(unclear("its columns are " + String.join(", ", values), 1));
                        return;
                    }
                } else if (values.size() > Math.max(path, label)
                        && !values.get(path).isBlank()
                        && !values.get(label).isBlank()) {
                    add(values.get(path), values.get(label), parser.getCurrentLineNumber());
                } else {
                    problems.addRow(unclear("a row without path or label", parser.getCurrentLineNumber()));
                }
            }
        }
    }

    private static int named(List<String> columns, Set<String> names) {
        return IntStream.range(0, columns.size())
                .filter(i -> names.contains(columns.get(i).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(-1);
    }

    private void add(String path, String label, long line) {
        try {
            clips.add(ListedClip.of(root, file.resolveSibling(path), label, file + ":" + line));
        } catch (InvalidPathException e) {
            problems.addRow(unclear("a path that this system cannot have: " + e.getReason(), line));
        }
    }

    private Problem unclear(String what, long line) {
        return new Problem(
                "PECO-281",
                what,
                file + ":" + line,
                "a path and a label, as in  clips/run/one.avi 4  or, in CSV,  path,label");
    }
}
