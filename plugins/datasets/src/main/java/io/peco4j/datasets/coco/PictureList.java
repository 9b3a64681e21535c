package io.peco4j.datasets.coco;

import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Brings objects to the pictures that they are on, and leaves out what is no object. Used by one thread. */
final class PictureList {
    private static final int NONE = -1;

    private final CocoFile file;
    private final Categories classes;
    private final Map<Long, Integer> labels;
    private final Listed contradictions = new Listed();
    private final Listed faults;

    PictureList(CocoFile file, Categories classes) {
        this.file = file;
        this.classes = classes;
        this.labels = classes.labels();
        this.faults = file.faults();
    }

    /** The pictures in the order of the file, with their objects in its order. */
    List<CocoPicture> joined(Tally tally) {
        Map<Long, Integer> places = places();
        classes.renamed(file.categories()).forEach(contradictions::add);
        repeated(file.objects().twice());
        ObjectList objects = file.objects();
        int[] pictures = new int[objects.size()];
        int[] counts = new int[file.pictures().size()];
        for (int i = 0; i < objects.size(); i++) {
            pictures[i] = picture(i, places, tally);
            if (pictures[i] != NONE) {
                counts[pictures[i]]++;
            }
        }
        int[][] found = new int[counts.length][];
        byte[][][] packed = new byte[counts.length][][];
        for (int p = 0; p < counts.length; p++) {
            found[p] = new int[counts[p]];
            packed[p] = new byte[counts[p]][];
            counts[p] = 0;
        }
        for (int i = 0; i < objects.size(); i++) {
            int p = pictures[i];
            if (p != NONE) {
                found[p][counts[p]] = labels.getOrDefault(objects.category(i), 0);
                packed[p][counts[p]++] = objects.packed(i);
            }
        }
        List<CocoPicture> all = new ArrayList<>(counts.length);
        for (int p = 0; p < counts.length; p++) {
            all.add(new CocoPicture(file.pictures().get(p), found[p], packed[p]));
        }
        return all;
    }

    /** What was found wrong so far. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(CocoProblems.contradictions(file.file(), contradictions));
        problems.addAll(CocoProblems.faults(file.file(), faults));
        return problems;
    }

    private Map<Long, Integer> places() {
        Map<Long, Integer> places = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (CocoFile.Picture picture : file.pictures()) {
            if (places.putIfAbsent(picture.id(), places.size()) != null) {
                contradictions.add("two pictures have the number " + picture.id());
            }
            if (!names.add(picture.name())) {
                contradictions.add("the picture " + picture.name() + " is listed twice");
            }
        }
        return places;
    }

    private void repeated(LongStream ids) {
        ids.forEach(id -> contradictions.add("two annotations have the number " + id));
    }

    /** The place of the object's picture; {@link #NONE} if the object is left out, or something is wrong with it. */
    private int picture(int index, Map<Long, Integer> places, Tally tally) {
        ObjectList objects = file.objects();
        Integer place = places.get(objects.picture(index));
        if (place == null) {
            contradictions.add("annotation " + objects.id(index) + " is on picture " + objects.picture(index)
                    + ", which is not listed");
        }
        if (!labels.containsKey(objects.category(index))) {
            contradictions.add("annotation " + objects.id(index) + " is of category " + objects.category(index)
                    + ", which is unknown");
        }
        if (place == null) {
            return NONE;
        }
        CocoFile.Picture picture = file.pictures().get(place);
        Annotation object = PackedAnnotation.unpack(objects.packed(index));
        if (!MaskPixels.fits(object, picture)) {
            faults.add("annotation " + objects.id(index) + " has run lengths of a picture of another size than its "
                    + picture.width() + " x " + picture.height() + " pixels");
            return NONE;
        }
        return counts(object, picture, tally) ? place : NONE;
    }

    private static boolean counts(Annotation object, CocoFile.Picture picture, Tally tally) {
        if (object.box(picture.width(), picture.height()).isEmpty()) {
            tally.withoutArea++;
            return false;
        }
        if (!MaskPixels.any(object, picture)) {
            tally.withoutPixels++;
            return false;
        }
        tally.objects++;
        tally.crowds += object.crowd() ? 1 : 0;
        tally.withoutMask += object.mask().isEmpty() ? 1 : 0;
        tally.cut += object.reachesOut(picture.width(), picture.height()) ? 1 : 0;
        return true;
    }
}
