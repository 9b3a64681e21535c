package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.plugin.PluginModule;

/** The references that read files: {@code kit.maps}, {@code kit.objects} and {@code kit.clips}. */
public final class FolderDatasets extends PluginModule {
    @Override
    protected void configure() {
        dataset("kit.maps", ReferenceMaps.Options.class).to(ReferenceMaps.class);
        dataset("kit.objects", ReferenceObjects.Options.class).to(ReferenceObjects.class);
        dataset("kit.clips", ReferenceClips.Options.class).to(ReferenceClips.class);
    }
}
