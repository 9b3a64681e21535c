package io.peco4j.product.bundled;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.conformance.DatasetConformance;
import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The image folder, on real photos: a few of each class of the shared folder. */
final class SharedPicturesConformanceTest extends DatasetConformance {
    private static final int OF_EACH_CLASS = 2;

    @TempDir
    static Path folder;

    @BeforeAll
    static void copy() throws IOException {
        Optional<Path> photos = Optional.of(Checkout.shared())
                .map(shared -> shared.resolve("data/images"))
                .filter(Files::isDirectory);
        assumeTrue(photos.isPresent(), "there are no shared photos; set PECO4J_SHARED");
        for (Path part : listed(photos.orElseThrow())) {
            for (Path of : listed(part)) {
                Path target = Files.createDirectories(
                        folder.resolve("photos").resolve(part.getFileName()).resolve(of.getFileName()));
                for (Path photo : listed(of).subList(0, OF_EACH_CLASS)) {
                    Files.copy(photo, target.resolve(photo.getFileName()));
                }
            }
        }
    }

    @Override
    protected Component<Dataset> data() {
        return Component.of(
                Dataset.class,
                "image-folder",
                ConfigFactory.empty()
                        .withValue(
                                "path",
                                ConfigValueFactory.fromAnyRef(
                                        folder.resolve("photos").toString())));
    }

    private static List<Path> listed(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.sorted().toList();
        }
    }
}
