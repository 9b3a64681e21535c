package io.peco4j.datasets.coco;

import java.nio.file.Path;
import java.util.List;

/**
 * What a file lists, as it lists it: numbers of pictures and categories are not looked up yet.
 *
 * @param file that was read
 * @param categories in the order of the file
 * @param pictures in the order of the file
 * @param objects in the order of the file
 * @param faults annotations with values that make no sense, each in words; none of them is among the objects
 */
record CocoFile(Path file, List<Category> categories, List<Picture> pictures, ObjectList objects, Listed faults) {

    /** A class and the number that a file has for it. */
    record Category(long id, String name) {}

    /**
     * A picture of the list.
     *
     * @param name of its file, relative to the folder of the pictures
     * @param width in pixels, at least 1
     * @param height in pixels, at least 1
     */
    record Picture(long id, String name, int width, int height) {}
}
