package io.peco4j.datasets.coco;

import java.util.ArrayList;
import java.util.List;

/** Texts of which messages show the first, and say how many there are. */
final class Listed {
    private static final int SHOWN = 4;

    private final List<String> first = new ArrayList<>();
    private int count;

    static Listed of(List<String> texts) {
        Listed listed = new Listed();
        texts.forEach(listed::add);
        return listed;
    }

    void add(String text) {
        if (count++ < SHOWN) {
            first.add(text);
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The first ones and the number of the others, between the separators given. */
    String text(String separator) {
        String texts = String.join(separator, first);
        return count > first.size() ? texts + separator + "and " + (count - first.size()) + " more" : texts;
    }
}
