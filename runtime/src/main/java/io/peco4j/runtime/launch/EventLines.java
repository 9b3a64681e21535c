package io.peco4j.runtime.launch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.problem.Causes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Events as lines of text between processes of one build: a JSON object each, {@code event} being its kind and the
 * other members the components of its record.
 *
 * <p>ASCII only, as streams may have any charset. Numbers come back to the bit; those that JSON lacks are texts. Of
 * what was thrown, message and stack trace come back as an {@link ElsewhereException}.
 */
public final class EventLines {
    private static final String KIND = "event";
    private static final int ASCII = 127;

    private static final Map<String, Class<?>> KINDS = Arrays.stream(Event.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, kind -> kind));

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .registerTypeAdapter(Duration.class, text(Duration::toString, Duration::parse))
            .registerTypeHierarchyAdapter(Path.class, text(Path::toString, Path::of))
            .registerTypeAdapter(Double.class, text(value -> Double.toString(value), Double::valueOf))
            .registerTypeHierarchyAdapter(Throwable.class, new ThrowableJson())
            .create();

    private EventLines() {}

    /** An event in one line, without its end. */
    public static String write(Event event) {
        JsonObject line = new JsonObject();
        line.addProperty(KIND, event.getClass().getSimpleName());
        GSON.toJsonTree(event).getAsJsonObject().asMap().forEach(line::add);
        return line.toString()
                .chars()
                .mapToObj(c -> c < ASCII ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** The event of a line; empty if it is none: whatever else somebody printed. */
    public static Optional<Event> read(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonElement tree = JsonParser.parseString(line);
            JsonElement kind = tree.getAsJsonObject().get(KIND);
            Class<?> type = kind == null ? null : KINDS.get(kind.getAsString());
            return type == null ? Optional.empty() : Optional.of((Event) GSON.fromJson(tree, type));
        } catch (JsonParseException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
        return new TypeAdapter<>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(write.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                return read.apply(in.nextString());
            }
        };
    }

    private static final class ThrowableJson extends TypeAdapter<Throwable> {
        @Override
        public void write(JsonWriter out, Throwable thrown) throws IOException {
            out.beginObject();
            out.name("message").value(Causes.message(thrown));
            out.name("trace").value(Causes.trace(thrown));
            out.endObject();
        }

        @Override
        public Throwable read(JsonReader in) throws IOException {
            String message = "";
            String trace = "";
            in.beginObject();
            while (in.hasNext()) {
                if (in.nextName().equals("message")) {
                    message = in.nextString();
                } else {
                    trace = in.nextString();
                }
            }
            in.endObject();
            return new ElsewhereException(message, trace);
        }
    }
}
