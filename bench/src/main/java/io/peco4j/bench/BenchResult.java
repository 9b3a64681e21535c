package io.peco4j.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a case measured. A figure that does not apply is NaN.
 *
 * @param name of the case
 * @param itemsPerSecond images, or matrix products
 * @param flopsPerSecond floating-point operations of matrix products and convolutions
 * @param peakFraction of what a matrix product of the same precision reaches here
 * @param more further figures by name, unit included, such as {@code median-seconds}
 * @param remarks what is to be said of the figures, each in a sentence
 */
public record BenchResult(
        String name,
        double itemsPerSecond,
        double flopsPerSecond,
        double peakFraction,
        Map<String, Double> more,
        List<String> remarks) {

    private static final String CASE = "case";
    private static final String ITEMS = "itemsPerSecond";
    private static final String FLOPS = "flopsPerSecond";
    private static final String FRACTION = "peakFraction";
    private static final String REMARKS = "remarks";
    private static final List<String> COLUMNS = List.of(CASE, ITEMS, FLOPS, FRACTION, REMARKS);

    /** @param more copied, order kept */
    public BenchResult {
        more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
        remarks = List.copyOf(remarks);
    }

    /** Figures of which nothing is to be said. */
    public BenchResult(
            String name, double itemsPerSecond, double flopsPerSecond, double peakFraction, Map<String, Double> more) {
        this(name, itemsPerSecond, flopsPerSecond, peakFraction, more, List.of());
    }

    /** One line of JSON without a line feed: {@code case}, the figures that apply, the further ones, the remarks. */
    public String json() {
        JsonObject object = new JsonObject();
        object.addProperty(CASE, name);
        add(object, ITEMS, itemsPerSecond);
        add(object, FLOPS, flopsPerSecond);
        add(object, FRACTION, peakFraction);
        more.forEach((figure, value) -> add(object, figure, value));
        if (!remarks.isEmpty()) {
            JsonArray sentences = new JsonArray();
            remarks.forEach(sentences::add);
            object.add(REMARKS, sentences);
        }
        return object.toString();
    }

    /** What {@link #json()} was made of. */
    static BenchResult of(String json) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        Map<String, Double> more = new LinkedHashMap<>();
        object.entrySet().stream()
                .filter(entry -> !COLUMNS.contains(entry.getKey()))
                .forEach(entry -> more.put(entry.getKey(), entry.getValue().getAsDouble()));
        return new BenchResult(
                object.get(CASE).getAsString(),
                figure(object, ITEMS),
                figure(object, FLOPS),
                figure(object, FRACTION),
                more,
                object.has(REMARKS)
                        ? object.getAsJsonArray(REMARKS).asList().stream()
                                .map(JsonElement::getAsString)
                                .toList()
                        : List.of());
    }

    private static double figure(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsDouble() : Double.NaN;
    }

    /** A line of a table with the columns of {@link #head()}, without a line feed. */
    public String line() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-36s %12s %12s %9s ",
                name,
                format("%.1f", itemsPerSecond),
                format("%.1f", flopsPerSecond / 1e9),
                format("%.0f %%", 100 * peakFraction)));
        more.forEach((figure, value) -> line.append(String.format(Locale.ROOT, " %s %.4g", figure, value)));
        return line.toString();
    }

    /** The head of the table that {@link #line()} makes rows of. */
    public static String head() {
        return String.format(Locale.ROOT, "%-36s %12s %12s %9s", "case", "items/s", "GFLOP/s", "of peak");
    }

    private static String format(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static void add(JsonObject object, String figure, double value) {
        if (Double.isFinite(value)) {
            object.addProperty(figure, value);
        }
    }
}
