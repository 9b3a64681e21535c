package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.peco4j.nn.weights.SafetensorsHeader.Entry;
import io.peco4j.nn.weights.SafetensorsHeader.Other;
import io.peco4j.nn.weights.SafetensorsHeader.Place;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the JSON of a safetensors header and checks each tensor by itself. Stricter than JSON: no key twice. */
final class SafetensorsJson {
    /** No sign, fraction or exponent, and short enough for a long. */
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** More dimensions than any network has; keeps messages short. */
    private static final int MOST_DIMENSIONS = 32;

    private final JsonReader json;

    private SafetensorsJson(JsonReader json) {
        this.json = json;
    }

    /** What the text says: tensors and metadata in the order of the text. */
    record Content(Map<String, Entry> entries, Map<String, Other> others, Map<String, String> metadata) {}

    static Content parse(ByteBuffer utf8) throws MalformedWeightsException {
        JsonReader reader = new JsonReader(new StringReader(text(utf8)));
        reader.setStrictness(Strictness.STRICT);
        try {
            Content content = new SafetensorsJson(reader).content();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedWeightsException("something follows the JSON object of its header");
            }
            return content;
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw new MalformedWeightsException(
                    "its header is not JSON of the right form: " + Shown.of(String.valueOf(e.getMessage())));
        }
    }

    private static String text(ByteBuffer utf8) throws MalformedWeightsException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedWeightsException("its header is not UTF-8");
        }
    }

    private Content content() throws IOException, MalformedWeightsException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, Other> others = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        boolean described = false;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (name.equals(SafetensorsHeader.METADATA)) {
                if (described) {
                    throw new MalformedWeightsException("its header has metadata twice");
                }
                described = true;
                metadata.putAll(metadata());
            } else {
                Place place = place(name);
                if (entries.containsKey(name) || others.containsKey(name)) {
                    throw new MalformedWeightsException("its header names tensor " + Shown.of(name) + " twice");
                }
                if (place instanceof Entry entry) {
                    entries.put(name, entry);
                } else if (place instanceof Other other) {
                    others.put(name, other);
                }
            }
        }
        json.endObject();
        return new Content(entries, others, metadata);
    }

    private Map<String, String> metadata() throws IOException, MalformedWeightsException {
        Map<String, String> metadata = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (json.peek() != JsonToken.STRING || metadata.put(key, json.nextString()) != null) {
                throw new MalformedWeightsException("metadata " + Shown.of(key) + " is no string or appears twice");
            }
        }
        json.endObject();
        return metadata;
    }

    private Place place(String name) throws IOException, MalformedWeightsException {
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (key.equals("dtype") && dtype == null && json.peek() == JsonToken.STRING) {
                dtype = json.nextString();
            } else if (key.equals("shape") && shape == null) {
                shape = counts(name, key);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = counts(name, key);
            } else {
                throw new MalformedWeightsException(
                        "tensor " + Shown.of(name) + " has a strange or repeated entry " + Shown.of(key));
            }
        }
        json.endObject();
        if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
            throw new MalformedWeightsException(
                    "tensor " + Shown.of(name) + " does not have all of dtype, shape and a pair of data_offsets");
        }
        return place(name, dtype, shape, offsets.get(0), offsets.get(1));
    }

    private static Place place(String name, String dtype, List<Long> shape, long begin, long end)
            throws MalformedWeightsException {
        Optional<StoredType> known = StoredType.named(dtype);
        if (known.isEmpty()) {
            if (end < begin) {
                throw new MalformedWeightsException(
                        "tensor " + Shown.of(name) + " ends at " + end + ", before its begin at " + begin);
            }
            return new Other(Shown.of(dtype), begin, end);
        }
        StoredType type = known.orElseThrow();
        long bytes;
        try {
            bytes = TensorInfo.bytes(
                    type, shape.stream().mapToLong(Long::longValue).toArray());
        } catch (ArithmeticException e) {
            throw new MalformedWeightsException("tensor " + Shown.of(name) + " of shape " + shape + " is too large");
        }
        if (end - begin != bytes) {
            throw new MalformedWeightsException("tensor " + Shown.of(name) + ", " + type + " of shape " + shape
                    + ", takes " + bytes + " bytes and not those from " + begin + " to " + end);
        }
        return new Entry(new TensorInfo(type, new Shape(shape)), begin, end);
    }

    private List<Long> counts(String name, String key) throws IOException, MalformedWeightsException {
        List<Long> counts = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() != JsonToken.NUMBER || counts.size() == MOST_DIMENSIONS) {
                throw new MalformedWeightsException("tensor " + Shown.of(name) + " has no list of numbers as " + key);
            }
            String count = json.nextString();
            if (!COUNT.matcher(count).matches()) {
                throw new MalformedWeightsException(
                        "tensor " + Shown.of(name) + " has " + Shown.of(count) + " in its " + key);
            }
            counts.add(Long.parseLong(count));
        }
        json.endArray();
        return counts;
    }
}
