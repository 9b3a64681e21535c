package io.peco4j.datasets.coco;

import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.coco.CocoFile.Category;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The classes of a data set: the categories of the training file in the order of their numbers, which may have gaps.
 *
 * @param sorted by number
 */
record Categories(List<Category> sorted) {
    Categories {
        sorted = sorted.stream().sorted(Comparator.comparingLong(Category::id)).toList();
    }

    List<String> names() {
        return sorted.stream().map(Category::name).toList();
    }

    /** Classes by the number that the files have for them. */
    Map<Long, Integer> labels() {
        Map<Long, Integer> labels = new TreeMap<>();
        sorted.forEach(category -> labels.putIfAbsent(category.id(), labels.size()));
        return labels;
    }

    /** What is wrong with them by themselves. */
    List<Problem> problems(CocoFile train) {
        Set<Object> known = new HashSet<>();
        List<String> faults = new ArrayList<>();
        for (Category category : sorted) {
            if (category.name().isBlank()) {
                faults.add("category " + category.id() + " has no name");
            }
            if (!known.add(category.id())) {
                faults.add("two categories have the number " + category.id());
            }
            if (!known.add(category.name())) {
                faults.add("two categories have the name \"" + category.name() + "\"");
            }
        }
        if (sorted.isEmpty()) {
            faults.add("there are no categories");
        }
        return CocoProblems.contradictions(train.file(), Listed.of(faults));
    }

    /** Categories of another file that mean something else there. */
    List<String> renamed(List<Category> others) {
        List<String> renamed = new ArrayList<>();
        for (Category other : others) {
            named(other.id())
                    .filter(name -> !name.equals(other.name()))
                    .ifPresent(name -> renamed.add("category " + other.id() + " is \"" + other.name()
                            + "\", and in training \"" + name + "\""));
        }
        return renamed;
    }

    private Optional<String> named(long id) {
        return sorted.stream()
                .filter(category -> category.id() == id)
                .map(Category::name)
                .findFirst();
    }
}
