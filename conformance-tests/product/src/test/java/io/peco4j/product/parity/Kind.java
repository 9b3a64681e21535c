package io.peco4j.product.parity;

import com.google.gson.JsonObject;

/**
 * What a case is about.
 *
 * @param repository of the reference, such as {@code microsoft/unilm}
 * @param symbol file and names in it, without what the catalogue says in brackets
 */
record Kind(String repository, String symbol) {

    static Kind of(JsonObject entry) {
        JsonObject upstream = entry.getAsJsonObject("upstream");
        String symbol = upstream.get("symbol").getAsString();
        int bracket = symbol.indexOf('(');
        return new Kind(
                upstream.get("repository").getAsString(),
                (bracket < 0 ? symbol : symbol.substring(0, bracket)).strip());
    }

    @Override
    public String toString() {
        return repository + " " + symbol;
    }
}
