package io.peco4j.datasets.coco;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.datasets.coco.CocoFile.Category;
import io.peco4j.datasets.coco.CocoFile.Picture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a file of COCO's form in one pass; what is not packed of it is never in memory as a whole. */
final class CocoReader {
    private static final List<String> NEEDED = List.of("images", "annotations", "categories");

    private final JsonReader json;
    private final AnnotationReader annotations;
    private final List<Category> categories = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final Set<String> keys = new LinkedHashSet<>();

    private CocoReader(JsonReader json) {
        this.json = json;
        this.annotations = new AnnotationReader(json);
    }

    /**
     * Reads it.
     *
     * @throws InvalidInputException PECO-276 if it is no JSON, is cut off, or has another form
     */
    static CocoFile read(Path file) {
        try (JsonReader json = new JsonReader(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            json.setStrictness(Strictness.STRICT);
            CocoReader reader = new CocoReader(json);
            reader.run();
            return new CocoFile(
                    file,
                    reader.categories,
                    reader.pictures,
                    reader.annotations.objects(),
                    reader.annotations.faults());
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw new InvalidInputException(CocoProblems.malformed(file, e));
        }
    }

    private void run() throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            String key = json.nextName();
            if (NEEDED.contains(key) && !keys.add(key)) {
                throw new IllegalStateException("a second list \"" + key + "\"");
            }
            switch (key) {
                case "images" -> each(this::picture);
                case "annotations" -> each(annotations::read);
                case "categories" -> each(this::category);
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IllegalStateException("something follows the end of the object");
        }
        List<String> absent = NEEDED.stream().filter(key -> !keys.contains(key)).toList();
        if (!absent.isEmpty()) {
            throw new IllegalStateException("no list \"" + String.join("\", no list \"", absent) + "\"");
        }
    }

    private void each(Item item) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            try {
                item.read();
            } catch (NumberFormatException e) { // the one message of the reader that does not name the place
                throw new IllegalStateException(e.getMessage() + " at " + json.getPath(), e);
            }
        }
        json.endArray();
    }

    private void picture() throws IOException {
        Required<Long> id = new Required<>("id");
        Required<String> name = new Required<>("file_name");
        Required<Integer> width = new Required<>("width");
        Required<Integer> height = new Required<>("height");
        String place = json.getPath();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id.set(json.nextLong());
                case "file_name" -> name.set(json.nextString());
                case "width" -> width.set(json.nextInt());
                case "height" -> height.set(json.nextInt());
                default -> json.skipValue();
            }
        }
        json.endObject();
        Picture picture = new Picture(id.get(place), name.get(place), width.get(place), height.get(place));
        if (picture.width() < 1 || picture.height() < 1) {
            throw new IllegalStateException(
                    "a picture of " + picture.width() + " x " + picture.height() + " pixels at " + place);
        }
        pictures.add(picture);
    }

    private void category() throws IOException {
        Required<Long> id = new Required<>("id");
        Required<String> name = new Required<>("name");
        String place = json.getPath();
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> id.set(json.nextLong());
                case "name" -> name.set(json.nextString());
                default -> json.skipValue();
            }
        }
        json.endObject();
        categories.add(new Category(id.get(place), name.get(place)));
    }

    /** Reads an element of a list. */
    @FunctionalInterface
    private interface Item {
        void read() throws IOException;
    }
}
