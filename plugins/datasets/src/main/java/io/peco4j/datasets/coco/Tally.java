package io.peco4j.datasets.coco;

/** Counts what is unusual in the files of a data set. Used by one thread. */
final class Tally {
    int objects;
    int crowds;
    int withoutMask;
    int cut;
    int withoutArea;
    int withoutPixels;
    int withoutObjects;
    int missing;
}
