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
 * @param metadata the strings under {@code __metadata__}
 * @param dataStart where in the file the data begin
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {
    /** The one name that is no tensor's. */
    static final String METADATA = "__metadata__";

    /** Bytes of the header's length at the start of a file. */
    static final int PREFIX = Long.BYTES;

    /** The limit of the original implementation: 100 million bytes. */
    static final long LONGEST = 100_000_000;

    SafetensorsHeader {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Where a tensor lies.
     *
     * @param begin first byte, counted from the start of the data
     * @param end the byte after the last
     */
    record Entry(TensorInfo info, long begin, long end) {}

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
        checkLayout(content.entries(), size - dataStart);
        return new SafetensorsHeader(content.entries(), content.metadata(), dataStart);
    }

    private static void checkLayout(Map<String, Entry> entries, long dataLength) throws MalformedWeightsException {
        List<Map.Entry<String, Entry>> placed = entries.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Entry> named) ->
                                named.getValue().begin())
                        .thenComparingLong(named -> named.getValue().end()))
                .toList();
        long covered = 0;
        for (Map.Entry<String, Entry> named : placed) {
            Entry entry = named.getValue();
            if (entry.begin() != covered) {
                throw new MalformedWeightsException("tensor " + Shown.of(named.getKey()) + " begins at byte "
                        + entry.begin() + " of the data and the one before it ends at " + covered);
            }
            covered = entry.end();
        }
        if (covered != dataLength) {
            throw new MalformedWeightsException(
                    "its tensors take " + covered + " bytes and the file holds " + dataLength);
        }
    }
}
