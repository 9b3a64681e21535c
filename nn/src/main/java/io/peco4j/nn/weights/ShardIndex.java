package io.peco4j.nn.weights;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the index of a network in several files says, as Hugging Face's libraries write it.
 *
 * @param shards the name of the file of each tensor, in the index's order
 */
record ShardIndex(Map<String, String> shards) {
    private static final String MAP = "weight_map";

    /** Longer than that of any network that there is. */
    private static final long LONGEST = 100_000_000;

    /** Whether a file that begins so may be one. */
    static boolean begins(String head) {
        return head.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().startsWith("{");
    }

    /** The index in a file; empty if it is another JSON text, or none. */
    static Optional<ShardIndex> read(WeightChannel channel) throws IOException {
        if (channel.size() > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer text = channel.read(0, (int) channel.size());
        JsonReader json = new JsonReader(
                new StringReader(StandardCharsets.UTF_8.decode(text).toString().replaceFirst("^\ufeff", "")));
        json.setStrictness(Strictness.STRICT);
        try {
            return read(json);
        } catch (IOException | IllegalStateException | JsonParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<ShardIndex> read(JsonReader json) throws IOException {
        Map<String, String> shards = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals(MAP) && json.peek() == JsonToken.BEGIN_OBJECT) {
                json.beginObject();
                while (json.hasNext()) {
                    shards.put(json.nextName(), json.nextString());
                }
                json.endObject();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return shards.isEmpty() ? Optional.empty() : Optional.of(new ShardIndex(shards));
    }
}
