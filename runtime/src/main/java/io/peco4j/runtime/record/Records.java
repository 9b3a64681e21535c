package io.peco4j.runtime.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records as JSON files.
 *
 * <p>The member names are the record components' names. JSON has no NaN and no infinity: they are written as the
 * strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, and read back as what they were. Members that this
 * version does not know are passed over, so that a newer version may add some.
 */
public final class Records {
    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .registerTypeAdapter(double.class, NumberJson.DOUBLE)
            .registerTypeAdapter(Double.class, NumberJson.DOUBLE)
            .registerTypeAdapter(StageRecord.Point.class, NumberJson.POINT)
            .create();

    private Records() {}

    /**
     * Writes {@code run.json}; the file is replaced as a whole.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(Path file, RunRecord run) {
        WholeFile.write(file, GSON.toJson(run, RunRecord.class) + "\n");
    }

    /**
     * Writes {@code artifact.json}; the file is replaced as a whole.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public static void write(Path file, StageRecord stage) {
        WholeFile.write(file, GSON.toJson(stage, StageRecord.class) + "\n");
    }

    /**
     * Reads {@code run.json}.
     *
     * @throws InvalidInputException PECO-341 if the file cannot be read, PECO-342 if it is not JSON, PECO-343 for each
     *     member that is absent or of another type (the first twenty)
     */
    public static RunRecord readRun(Path file) {
        return read(file, RunRecord.class);
    }

    /**
     * Reads {@code artifact.json}.
     *
     * @throws InvalidInputException as {@link #readRun}
     */
    public static StageRecord readStage(Path file) {
        return read(file, StageRecord.class);
    }

    private static <R extends Record> R read(Path file, Class<R> type) {
        return new RunRecordReader(file.toString()).read(parse(file), type);
    }

    private static JsonElement parse(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is not UTF-8 text");
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-341",
                    "the record cannot be read: " + e,
                    file.toString(),
                    "Give the folder of a run, which contains run.json."));
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement tree = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw damaged(file, "there is text after the end of the record");
            }
            return tree;
        } catch (IOException | JsonParseException e) {
            throw damaged(file, String.valueOf(e.getMessage()));
        }
    }

    /** The problem of a member that is absent or wrong: PECO-343. */
    public static Problem wrong(String file, String what) {
        return new Problem(
                "PECO-343",
                what,
                file,
                "The file was not written by this program, or is damaged. Run the study again to rewrite it.");
    }

    private static InvalidInputException damaged(Path file, String what) {
        return new InvalidInputException(new Problem(
                "PECO-342",
                "the record is not JSON: " + what,
                file.toString(),
                "The file is damaged. Restore it, or delete it and run the study again."));
    }
}
