package io.peco4j.datasets.folder;

import io.peco4j.api.data.Dataset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Picks pictures by the hashes of their names, and keeps the order of what it picks from. */
public final class Selection {
    private Selection() {}

    /**
     * Splits off pictures for validation. At least one goes to each side where there are two or more; a picture changes
     * sides when others come or go only in sets so small that this rule decides.
     *
     * @param part from 0 (none) to 1
     */
    public static Map<String, List<PictureFile>> splitOff(List<PictureFile> all, double part) {
        if (part == 0 || all.size() < 2) {
            return Map.of(Dataset.TRAIN, all);
        }
        List<Drawn> drawn = all.parallelStream().map(Drawn::new).toList();
        double first = drawn.stream().mapToDouble(Drawn::lot).min().orElseThrow();
        double last = drawn.stream().mapToDouble(Drawn::lot).max().orElseThrow();
        double bound = Math.min(last, Math.max(part, Math.nextUp(first)));
        Map<Boolean, List<PictureFile>> sides = drawn.stream()
                .collect(Collectors.partitioningBy(
                        file -> file.lot() < bound, Collectors.mapping(Drawn::file, Collectors.toList())));
        Map<String, List<PictureFile>> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, sides.getOrDefault(false, List.of()));
        splits.put(Dataset.VALIDATION, sides.getOrDefault(true, List.of()));
        return splits;
    }

    /** At most so many pictures of each class; pictures without class count as one class. */
    public static List<PictureFile> limit(List<PictureFile> files, int limit) {
        Set<PictureFile> kept = new HashSet<>();
        files.stream()
                .collect(Collectors.groupingBy(PictureFile::label))
                .values()
                .forEach(some -> some.stream()
                        .map(Drawn::new)
                        .sorted(Comparator.comparingDouble(Drawn::lot))
                        .limit(limit)
                        .forEach(drawn -> kept.add(drawn.file())));
        return files.stream().filter(kept::contains).toList();
    }

    private record Drawn(PictureFile file, double lot) {
        Drawn(PictureFile file) {
            this(file, file.lot());
        }
    }
}
