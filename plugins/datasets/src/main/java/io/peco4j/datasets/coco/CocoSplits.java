package io.peco4j.datasets.coco;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Missing;
import io.peco4j.datasets.pick.Selection;
import io.peco4j.nn.picture.PictureReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the files of all splits, and says at once what is wrong with any of them.
 *
 * @param classes of the training file
 * @param splits that of training first
 * @param tally what was counted in all files
 */
record CocoSplits(List<String> classes, List<CocoSplit> splits, Tally tally) {

    /** @throws InvalidInputException PECO-275 to PECO-279 */
    static CocoSplits read(Map<String, CocoSource> sources, CocoDataset.Options options) {
        List<Problem> problems = new ArrayList<>();
        Map<String, CocoFile> files = new LinkedHashMap<>();
        sources.forEach((name, source) -> {
            try {
                files.put(name, CocoReader.read(source.annotations()));
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        });
        CocoFile train = files.get(Dataset.TRAIN);
        if (train == null) {
            throw new InvalidInputException(problems); // other files are judged by its categories
        }
        Categories classes = new Categories(train.categories());
        problems.addAll(classes.problems(train));
        Tally tally = new Tally();
        List<Part> parts = new ArrayList<>();
        sources.forEach((name, source) -> {
            CocoFile file = files.get(name);
            if (file != null) {
                PictureList list = new PictureList(file, classes);
                List<CocoPicture> all = list.joined(tally);
                problems.addAll(list.problems());
                parts.add(new Part(name, source, present(source, all, options.missing(), tally, problems)));
            }
        });
        shared(parts).ifPresent(problems::add);
        List<Part> taken = taken(split(parts, options.validation()), options, tally);
        if (problems.isEmpty()) {
            taken.stream()
                    .filter(part -> part.pictures().isEmpty())
                    .forEach(part -> problems.add(CocoProblems.nothingLeft(
                            part.source().annotations(), part.name(), tally.withoutObjects > 0)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        PictureReader reader = new PictureReader();
        return new CocoSplits(
                classes.names(),
                taken.stream()
                        .map(part -> new CocoSplit(part.name(), part.source(), part.pictures(), reader))
                        .toList(),
                tally);
    }

    private static List<CocoPicture> present(
            CocoSource source, List<CocoPicture> all, Missing missing, Tally tally, List<Problem> problems) {
        PictureFolder folder = new PictureFolder(source.images());
        List<CocoPicture> present = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (CocoPicture picture : all) {
            if (folder.find(picture.name()).isPresent()) {
                present.add(picture);
            } else {
                absent.add(picture.name());
            }
        }
        if (missing == Missing.FAIL && !absent.isEmpty()) {
            problems.add(CocoProblems.missing(source.annotations(), source.images(), absent, all.size()));
        }
        tally.missing += absent.size();
        return present;
    }

    /** Files in both splits: they would be learned from and scored on. */
    private static Optional<Problem> shared(List<Part> parts) {
        if (parts.size() < 2) {
            return Optional.empty();
        }
        PictureFolder train = new PictureFolder(parts.get(0).source().images());
        PictureFolder other = new PictureFolder(parts.get(1).source().images());
        Set<Path> files = parts.get(0).pictures().stream()
                .map(picture -> train.real(picture.name()))
                .collect(Collectors.toSet());
        List<String> common = parts.get(1).pictures().stream()
                .map(CocoPicture::name)
                .filter(name -> files.contains(other.real(name)))
                .toList();
        return common.isEmpty()
                ? Optional.empty()
                : Optional.of(CocoProblems.shared(common, parts.get(1).source().images()));
    }

    private static List<Part> split(List<Part> parts, double validation) {
        if (parts.size() > 1) {
            return parts;
        }
        CocoSource source = parts.get(0).source();
        return Selection.splitOff(parts.get(0).pictures(), CocoPicture::name, validation).entrySet().stream()
                .map(part -> new Part(part.getKey(), source, part.getValue()))
                .toList();
    }

    private static List<Part> taken(List<Part> parts, CocoDataset.Options options, Tally tally) {
        return parts.stream()
                .map(part -> {
                    List<CocoPicture> some = part.pictures().stream()
                            .filter(picture -> isTaken(picture, part.name(), options.withoutObjects(), tally))
                            .toList();
                    List<CocoPicture> few = options.limit()
                            .map(limit -> Selection.limit(some, CocoPicture::name, picture -> true, limit))
                            .orElse(some);
                    return new Part(part.name(), part.source(), few);
                })
                .toList();
    }

    private static boolean isTaken(CocoPicture picture, String split, CocoDataset.WithoutObjects rule, Tally tally) {
        if (picture.hasObjects()) {
            return true;
        }
        boolean taken = rule == CocoDataset.WithoutObjects.KEEP || !split.equals(Dataset.TRAIN);
        tally.withoutObjects += taken ? 0 : 1;
        return taken;
    }

    /**
     * A split that is being made.
     *
     * @param name of the split
     * @param source where its pictures come from
     * @param pictures that it has so far
     */
    private record Part(String name, CocoSource source, List<CocoPicture> pictures) {}
}
