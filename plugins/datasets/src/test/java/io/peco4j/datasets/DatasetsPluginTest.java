package io.peco4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.plugin.Registration;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The jar names its module, and the module its data sets. */
final class DatasetsPluginTest {

    @Test
    void isFoundAndRegistersItsComponents() {
        PluginModule module = ServiceLoader.load(PluginModule.class).findFirst().orElseThrow();
        assertThat(module).isInstanceOf(DatasetsPlugin.class);
        Injector injector = Guice.createInjector(module);
        Set<Registration> registrations = injector.getInstance(new Key<Set<Registration>>() {});
        assertThat(registrations)
                .extracting(registration -> registration.id().name())
                .containsExactlyInAnyOrder("image-folder", "scenes", "segmentation-folder");
    }
}
