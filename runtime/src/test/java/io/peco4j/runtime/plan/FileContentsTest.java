package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ContentDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders in keys: by what is in them. */
final class FileContentsTest {
    @TempDir
    private Path folder;

    @Test
    void aFileCountsByItsContentWhereverItLies() throws IOException {
        Path weights = Files.writeString(folder.resolve("a.bin"), "1234");
        Map<String, String> keys = keys(weights);
        Path elsewhere =
                Files.move(weights, Files.createDirectories(folder.resolve("b")).resolve("c.bin"));
        assertThat(keys(elsewhere)).isEqualTo(keys);
        Files.writeString(elsewhere, "1243");
        assertThat(keys(elsewhere))
                .doesNotContainValue(keys.get("tokenizer coder"))
                .isNotEqualTo(keys);
    }

    @Test
    void aFolderCountsByTheNamesAndContentsInIt() throws IOException {
        Path weights = folder.resolve("weights");
        Files.writeString(Files.createDirectories(weights.resolve("deep")).resolve("a"), "1");
        Files.writeString(weights.resolve("b"), "2");
        Map<String, String> keys = keys(weights);
        Path moved = Files.move(weights, folder.resolve("moved"));
        assertThat(keys(moved)).isEqualTo(keys);

        Files.writeString(moved.resolve("deep/a"), "3");
        Map<String, String> changed = keys(moved);
        assertThat(changed).isNotEqualTo(keys);
        Files.writeString(moved.resolve("deep/a"), "1");
        Files.move(moved.resolve("b"), moved.resolve("c"));
        assertThat(keys(moved)).isNotEqualTo(keys).isNotEqualTo(changed);
    }

    @Test
    void anIndexCountsWithItsShards() throws IOException {
        Path index = Files.writeString(
                folder.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"1.safetensors\"}}");
        Path shard = Files.writeString(folder.resolve("1.safetensors"), "one");
        Map<String, String> one = keys(index);
        Files.writeString(shard, "two");
        assertThat(keys(index)).isNotEqualTo(one);
    }

    @Test
    void whatIsReadBesideCounts() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "names");
        Map<String, String> without = keys("task { reader { list = \"" + list + "\" } }");
        Files.writeString(folder.resolve("list.beside"), "one");
        Map<String, String> one = keys("task { reader { list = \"" + list + "\" } }");
        Files.writeString(folder.resolve("list.beside"), "two");
        Map<String, String> two = keys("task { reader { list = \"" + list + "\" } }");

        assertThat(without.get("task reader"))
                .isNotEqualTo(one.get("task reader"))
                .isNotEqualTo(two.get("task reader"));
        assertThat(one.get("task reader")).isNotEqualTo(two.get("task reader"));
        assertThat(one.get("tokenizer coder")).isEqualTo(two.get("tokenizer coder"));
    }

    private Map<String, String> keys(Path weights) throws IOException {
        return keys("task { judge {} }, tokenizer.pixel.weights = \"" + weights + "\"");
    }

    private Map<String, String> keys(String more) throws IOException {
        Path data = Files.writeString(folder.resolve("data"), "data");
        return Plans.keys("""
                study = s
                data { component = file, path = "%s" }
                tokenizer { pixel { component = coder } }
                seeds = [0]
                %s
                """.formatted(data, more), ContentDigests.plain());
    }
}
