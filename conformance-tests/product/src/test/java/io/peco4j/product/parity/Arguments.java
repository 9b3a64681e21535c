package io.peco4j.product.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.NoSuchElementException;

/** What the reference was built with. */
record Arguments(JsonObject values) {

    boolean has(String name) {
        return values.has(name) && !values.get(name).isJsonNull();
    }

    /** The value as it stands in the catalogue. */
    JsonElement get(String name) {
        if (!has(name)) {
            throw new NoSuchElementException("the case has no argument " + name + ": " + values);
        }
        return values.get(name);
    }

    int integer(String name) {
        return get(name).getAsInt();
    }

    int integer(String name, int otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    double number(String name) {
        return get(name).getAsDouble();
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? get(name).getAsBoolean() : otherwise;
    }

    String text(String name) {
        return get(name).getAsString();
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    int[] integers(String name) {
        return get(name).getAsJsonArray().asList().stream()
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    double[] numbers(String name) {
        return get(name).getAsJsonArray().asList().stream()
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }
}
