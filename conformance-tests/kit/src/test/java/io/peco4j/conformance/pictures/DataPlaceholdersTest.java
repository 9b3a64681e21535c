package io.peco4j.conformance.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataPlaceholdersTest {
    /** A file that each must have, below what it stands for. */
    private static final Map<String, String> HOLDS = Map.of(
            "pictures", "train/east/1.png",
            "csv", "",
            "maps", "annotations/training/0001.png",
            "boxes", "annotations/instances_train2017.json",
            "clips", "train/east/clip-01/0001.png",
            "videos", "train/east/clip-01.avi");

    @TempDir
    Path scratch;

    @Test
    void eachStandsForFilesThatAreWrittenWhenItIsAskedFor() throws IOException {
        assertThat(DataPlaceholders.names()).containsExactlyInAnyOrderElementsOf(HOLDS.keySet());
        DataPlaceholders placeholders = new DataPlaceholders(scratch);
        for (Map.Entry<String, String> each : HOLDS.entrySet()) {
            assertThat(scratch.resolve(each.getKey())).doesNotExist();
            Path path = Path.of(
                    resolved("a = ${" + each.getKey() + "}", placeholders).getString("a"));
            assertThat(path.resolve(each.getValue())).exists();
        }
        try (Stream<Path> folders = Files.list(scratch)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.copyOf(HOLDS.keySet()));
        }
    }

    private static Config resolved(String text, DataPlaceholders placeholders) {
        return ConfigFactory.parseString(text)
                .resolve(ConfigResolveOptions.noSystem().appendResolver(placeholders));
    }
}
