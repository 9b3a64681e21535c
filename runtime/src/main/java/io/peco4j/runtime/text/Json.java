package io.peco4j.runtime.text;

import com.google.gson.GsonBuilder;

/** What {@code --json} prints. */
public final class Json {
    private Json() {}

    /** A value of records, lists, maps and texts, indented, with a line feed at its end. */
    public static String of(Object value) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(value) + "\n";
    }
}
