package io.peco4j.datasets.coco;

import java.nio.file.Path;

/**
 * Where a split comes from.
 *
 * @param annotations the JSON file
 * @param images the folder that names of pictures are relative to
 */
record CocoSource(Path annotations, Path images) {}
