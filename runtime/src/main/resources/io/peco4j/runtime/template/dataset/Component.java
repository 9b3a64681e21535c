package @package@;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.options.Describe;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;

/** Square grey pictures, one per line of a CSV file. */
@Describe("grey pictures as lines of a CSV file: split, class, values from 0 to 255")
public final class @Name@ implements Dataset {
    private final Path path;
    private final @Name@File file;
    private final List<String> classes;
    private final String fingerprint;

    /** Reads the file's lines, and no picture. */
    @Inject
    public @Name@(@Name@Options options, ContentDigests digests) {
        this.path = options.path();
        this.file = @Name@File.read(path);
        this.classes = file.rows().stream().map(@Name@File.Row::type).distinct().sorted().toList();
        this.fingerprint = digests.of(path);
    }

    @Override
    public List<Split> splits() {
        return file.rows().stream()
                .map(@Name@File.Row::split)
                .distinct()
                .<Split>map(name -> new Part(
                        name,
                        file.rows().stream().filter(row -> row.split().equals(name)).toList()))
                .toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Labelled.class;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public List<String> notes() {
        return List.of(file.rows().size() + " pictures in " + path.getFileName());
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    private final class Part implements Split {
        private final String name;
        private final List<@Name@File.Row> rows;

        Part(String name, List<@Name@File.Row> rows) {
            this.name = name;
            this.rows = rows;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        public Example example(int index) {
            return new Example.Labelled(picture(index), classes.indexOf(rows.get(index).type()));
        }

        @Override
        public String label(int index) {
            return path.getFileName() + ":" + rows.get(index).number();
        }

        private RgbImage picture(int index) {
            String[] values = rows.get(index).values().split(",");
            int side = (int) Math.round(Math.sqrt(values.length));
            byte[] rgb = new byte[3 * values.length];
            try {
                for (int i = 0; i < values.length; i++) {
                    byte grey = (byte) Math.max(0, Math.min(255, Integer.parseInt(values[i].strip())));
                    rgb[3 * i] = grey;
                    rgb[3 * i + 1] = grey;
                    rgb[3 * i + 2] = grey;
                }
                return new RgbImage(side, side, rgb);
            } catch (IllegalArgumentException e) {
                // A value that is no number, or a number of values that is no square.
                throw new UnreadableExampleException(label(index), e);
            }
        }
    }
}
