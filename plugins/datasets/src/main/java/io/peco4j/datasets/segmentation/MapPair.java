package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.SeenFile;
import io.peco4j.datasets.folder.PictureFile;

/**
 * A picture and its map, not read yet.
 *
 * @param picture without a label
 * @param map the file of the map
 */
record MapPair(PictureFile picture, SeenFile map) {}
