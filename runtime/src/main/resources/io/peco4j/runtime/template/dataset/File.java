package @package@;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file, split as far as a plan needs: what a picture shows is read when it is asked for.
 *
 * @param rows in the order of the file
 */
record @Name@File(List<Row> rows) {
    /** How many of several problems are shown. */
    private static final int SHOWN = 10;

    /**
     * A line.
     *
     * @param number in the file, from 1
     * @param values grey values separated by commas, not yet parsed
     */
    record Row(int number, String split, String type, String values) {}

    @Name@File {
        rows = List.copyOf(rows);
    }

    /** @throws InvalidInputException @PREFIX@-201 to @PREFIX@-203 with all that is wrong */
    static @Name@File read(Path path) {
        List<Row> rows = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : lines(path)) {
            number++;
            String[] parts = line.split(",", 3);
            if (parts.length == 3 && !parts[0].isBlank() && !parts[1].isBlank()) {
                rows.add(new Row(number, parts[0].strip(), parts[1].strip(), parts[2]));
            } else if (!line.isBlank() && problems.size() < SHOWN) {
                problems.add(new Problem(
                        "@PREFIX@-202", "this line is no picture", path + ":" + number, "train,cat,0,255,127,..."));
            }
        }
        if (rows.stream().noneMatch(row -> row.split().equals(Dataset.TRAIN))) {
            problems.add(new Problem(
                    "@PREFIX@-203", "no line belongs to the split  train", path.toString(), "lines that begin with  train,"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new @Name@File(rows);
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(
                    "@PREFIX@-201", "the file cannot be read: " + e, path.toString(), "check  data.path"));
        }
    }
}
