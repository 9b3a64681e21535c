package io.peco4j.datasets;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.datasets.folder.ImageFolder;
import io.peco4j.datasets.scenes.Scenes;

/** Registers the bundled data sets. */
public final class DatasetsPlugin extends PluginModule {

    @Override
    protected void configure() {
        dataset("image-folder", ImageFolder.Options.class).to(ImageFolder.class);
        dataset("scenes", Scenes.Options.class).to(Scenes.class);
    }
}
