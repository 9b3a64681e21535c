package io.peco4j.datasets;

import io.peco4j.api.plugin.PluginModule;
import io.peco4j.datasets.clips.ClipsDataset;
import io.peco4j.datasets.coco.CocoDataset;
import io.peco4j.datasets.folder.ImageFolderDataset;
import io.peco4j.datasets.scenes.ScenesDataset;
import io.peco4j.datasets.segmentation.SegmentationFolderDataset;

/** Registers the bundled data sets. */
public final class DatasetsPlugin extends PluginModule {

    @Override
    protected void configure() {
        dataset("coco", CocoDataset.Options.class).to(CocoDataset.class);
        dataset("image-folder", ImageFolderDataset.Options.class).to(ImageFolderDataset.class);
        dataset("segmentation-folder", SegmentationFolderDataset.Options.class).to(SegmentationFolderDataset.class);
        dataset("clips", ClipsDataset.Options.class).to(ClipsDataset.class);
        dataset("scenes", ScenesDataset.Options.class).to(ScenesDataset.class);
    }
}
