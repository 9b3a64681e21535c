package io.peco4j.conformance.mutant.dataset;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.mutant.Trial;
import io.peco4j.conformance.pictures.CocoFolder;
import io.peco4j.conformance.pictures.FrameFolder;
import io.peco4j.conformance.pictures.MapFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FolderMutantsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("datasets")
    void theRuleThatItBreaksFailsAndNoOther(Class<? extends Dataset> tried) throws IOException {
        if (ReferenceClips.class.isAssignableFrom(tried)) {
            FrameFolder.write(folder, 3, 3);
        } else if (ReferenceMaps.class.isAssignableFrom(tried)) {
            MapFolder.write(folder, MapFolder.Form.PALETTE, 6);
        } else {
            CocoFolder.write(folder, 8);
        }
        Component<Dataset> component = Component.of(
                Dataset.class,
                Trial.id(tried),
                ConfigFactory.empty().withValue("path", ConfigValueFactory.fromAnyRef(folder.toString())));
        Trial.run(new Registers(tried), component, tried);
    }

    static Stream<Class<?>> datasets() {
        return Stream.of(
                        Trial.classes(ReferenceClips.class, FolderMutants.class),
                        Stream.<Class<?>>of(ReferenceMaps.class, ReferenceObjects.class))
                .flatMap(classes -> classes);
    }

    private static final class Registers extends PluginModule {
        private final Class<? extends Dataset> tried;

        Registers(Class<? extends Dataset> tried) {
            this.tried = tried;
        }

        @Override
        protected void configure() {
            if (ReferenceClips.class.isAssignableFrom(tried)) {
                dataset(Trial.id(tried), ReferenceClips.Options.class).to(tried);
            } else if (ReferenceMaps.class.isAssignableFrom(tried)) {
                dataset(Trial.id(tried), ReferenceMaps.Options.class).to(tried);
            } else {
                dataset(Trial.id(tried), ReferenceObjects.Options.class).to(tried);
            }
        }
    }
}
