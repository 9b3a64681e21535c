package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A header that was checked against the file around it: every tensor's bytes lie inside, fit its shape and dtype, and
 * together they cover the data without overlap or gap.
 *
 * @param entries the tensors by name, in the header's order
 * @param others those of number formats that are not known
 * @param metadata the strings under {@code __metadata__}
 * @param dataStart where in the file the data begin
 */
record SafetensorsHeader(
        Map<String, Entry> entries, Map<String, Other> others, Map<String, String> metadata, long dataStart) {
    /** The one name that is no tensor's. */
    static final String METADATA = "__metadata__";

    /** Bytes of the header's length at the start of a file. */
    static final int PREFIX = Long.BYTES;

    /** The limit of the original implementation: 100 million bytes. */
    static final long LONGEST = 100_000_000;

    SafetensorsHeader {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Where a tensor lies. */
    sealed interface Place {
        /** Its first byte, counted from the start of the data. */
        long begin();

        /** The byte after its last. */
        long end();
    }

    /** A tensor. */
    record Entry(TensorInfo info, long begin, long end) implements Place {}

    /** A tensor of a number format that is not known. */
    record Other(String dtype, long begin, long end) implements Place {}

    /** @throws InvalidInputException PECO-302 if anything is wrong */
    static SafetensorsHeader read(WeightChannel channel) throws IOException {
        try {
            return checked(channel);
        } catch (MalformedWeightsException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-302",
                    "not a valid safetensors file: " + e.getMessage(),
                    channel.path().toString(),
                    "copy or export the file again"));
        }
    }

    private static SafetensorsHeader checked(WeightChannel channel) throws IOException, MalformedWeightsException {
        long size = channel.size();
        if (size < PREFIX) {
            throw new MalformedWeightsException("it has " + size + " bytes and needs " + PREFIX + " at least");
        }
        long length = channel.read(0, PREFIX).getLong();
        if (length < 2 || length > Math.min(LONGEST, size - PREFIX)) {
            throw new MalformedWeightsException("it states a header of " + Long.toUnsignedString(length)
                    + " bytes, the file has " + size + " and a header at most " + LONGEST);
        }
        SafetensorsJson.Content content = SafetensorsJson.parse(channel.read(PREFIX, (int) length));
        long dataStart = PREFIX + length;
        Map<String, Place> places = new LinkedHashMap<>(content.entries());
        places.putAll(content.others());
        checkLayout(places, size - dataStart);
        return new SafetensorsHeader(content.entries(), content.others(), content.metadata(), dataStart);
    }

    private static void checkLayout(Map<String, Place> places, long dataLength) throws MalformedWeightsException {
        List<Map.Entry<String, Place>> placed = places.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Place> named) ->
                                named.getValue().begin())
                        .thenComparingLong(named -> named.getValue().end()))
                .toList();
        long covered = 0;
        for (Map.Entry<String, Place> named : placed) {
            Place place = named.getValue();
            if (place.begin() != covered) {
                throw new MalformedWeightsException("tensor " + Shown.of(named.getKey()) + " begins at byte "
                        + place.begin() + " of the data and the one before it ends at " + covered);
            }
            covered = place.end();
        }
        if (covered != dataLength) {
            throw new MalformedWeightsException(
                    "its tensors take " + covered + " bytes and the file holds " + dataLength);
        }
    }
}
