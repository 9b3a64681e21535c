package io.peco4j.runtime.listen;

import io.peco4j.runtime.record.WholeFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metrics of one stage as CSV: {@code step,epoch,metric,value}, a line for each figure, in order. Metric names hold
 * no comma. A line that a killed program left unfinished is passed over.
 *
 * @param path the file; absent is as good as empty
 */
public record CurveFile(Path path) {
    private static final String HEADER = "step,epoch,metric,value";

    /** A figure. */
    public record Line(long step, int epoch, String metric, double value) {
        private static Optional<Line> parse(String text) {
            String[] fields = text.split(",", -1);
            if (fields.length != 4) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Line(
                        Long.parseLong(fields[0]),
                        Integer.parseInt(fields[1]),
                        fields[2],
                        Double.parseDouble(fields[3])));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        /** As it stands in the file, with the end of the line. */
        String text() {
            return step + "," + epoch + "," + metric.replaceAll("[,\\r\\n]", "_") + "," + value + "\n";
        }
    }

    /**
     * The figures of the first steps, in order.
     *
     * @param last the last step whose figures count; later ones were not part of what training resumes from
     * @throws IOException if the file is there and cannot be read
     */
    public List<Line> read(long last) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        String content;
        try {
            content = Files.readString(path);
        } catch (MalformedInputException e) {
            content = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        }
        // What follows the last line end was being written when the program ended.
        String whole = content.substring(0, content.lastIndexOf('\n') + 1);
        List<Line> lines = new ArrayList<>();
        whole.lines()
                .map(Line::parse)
                .flatMap(Optional::stream)
                .filter(line -> line.step() <= last)
                .forEach(lines::add);
        return lines;
    }

    /**
     * Leaves only the figures of the first steps, and the header.
     *
     * @throws IOException if the file is there and cannot be read
     */
    void keep(long last) throws IOException {
        String kept = read(last).stream().map(Line::text).collect(Collectors.joining());
        WholeFile.write(path, HEADER + "\n" + kept);
    }
}
