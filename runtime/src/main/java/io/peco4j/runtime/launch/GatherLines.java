package io.peco4j.runtime.launch;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What workers of one stage tell each other before they are connected, as lines of text: {@code {"gather":"mine"}} goes
 * to the process that started them, {@code {"gathered":[...]}} comes back to each, with the lines of all in the order
 * of their ranks. Whoever passes them on looks at the beginning of a line alone. For ASCII.
 */
final class GatherLines {
    private static final Gson GSON = new Gson();
    private static final String ONE = "gather";
    private static final String ALL = "gathered";

    private GatherLines() {}

    static String one(String mine) {
        JsonObject line = new JsonObject();
        line.addProperty(ONE, mine);
        return GSON.toJson(line);
    }

    /** The answer to such lines. */
    static String all(List<String> ones) {
        return "{\"" + ALL + "\":[" + String.join(",", ones) + "]}";
    }

    /** Whether it is what a worker gives. */
    static boolean isOne(String line) {
        return line.startsWith("{\"" + ONE + "\":");
    }

    /** What all have given, in the order of their ranks; empty if the line is another one. */
    static Optional<List<String>> all(JsonObject line) {
        return Optional.ofNullable(line.get(ALL))
                .map(JsonElement::getAsJsonArray)
                .map(JsonArray::spliterator)
                .map(all -> StreamSupport.stream(all, false)
                        .map(each -> each.getAsJsonObject().get(ONE).getAsString())
                        .toList());
    }

    /** Any line; without members if it is no object. */
    static JsonObject parse(String line) {
        try {
            return line.startsWith("{") ? JsonParser.parseString(line).getAsJsonObject() : new JsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            return new JsonObject();
        }
    }
}
