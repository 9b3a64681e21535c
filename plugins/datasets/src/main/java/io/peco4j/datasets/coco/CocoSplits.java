package io.peco4j.datasets.coco;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Selection;
import io.peco4j.nn.picture.PictureReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
        Map<String, List<CocoPicture>> pictures = new LinkedHashMap<>();
        files.forEach((name, file) -> {
            PictureList list = new PictureList(file, classes);
            List<CocoPicture> all = list.joined(tally);
            problems.addAll(list.problems());
            pictures.put(name, present(sources.get(name), all, options.missing(), tally, problems));
        });
        shared(sources, pictures).ifPresent(problems::add);
        List<CocoSplit> splits = splits(sources, pictures, options, tally, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new CocoSplits(classes.names(), splits, tally);
    }

    private static List<CocoPicture> present(
            CocoSource source,
            List<CocoPicture> all,
            CocoDataset.Missing missing,
            Tally tally,
            List<Problem> problems) {
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
        if (missing == CocoDataset.Missing.FAIL && !absent.isEmpty()) {
            problems.add(CocoProblems.missing(source.annotations(), source.images(), absent, all.size()));
        }
        tally.missing += absent.size();
        return present;
    }

    /** Pictures that are learned from and scored on. */
    private static Optional<Problem> shared(Map<String, CocoSource> sources, Map<String, List<CocoPicture>> pictures) {
        CocoSource train = sources.get(Dataset.TRAIN);
        CocoSource scored = sources.get(Dataset.VALIDATION);
        List<CocoPicture> others = pictures.get(Dataset.VALIDATION);
        if (scored == null || others == null || !scored.images().equals(train.images())) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        pictures.getOrDefault(Dataset.TRAIN, List.of()).forEach(picture -> names.add(picture.name()));
        List<String> common =
                others.stream().map(CocoPicture::name).filter(names::contains).toList();
        return common.isEmpty() ? Optional.empty() : Optional.of(CocoProblems.shared(common, train.images()));
    }

    private static List<CocoSplit> splits(
            Map<String, CocoSource> sources,
            Map<String, List<CocoPicture>> pictures,
            CocoDataset.Options options,
            Tally tally,
            List<Problem> problems) {
        Map<String, List<CocoPicture>> parts = sources.containsKey(Dataset.VALIDATION)
                ? pictures
                : Selection.splitOff(
                        pictures.getOrDefault(Dataset.TRAIN, List.of()), CocoPicture::name, options.validation());
        PictureReader reader = new PictureReader();
        List<CocoSplit> splits = new ArrayList<>();
        parts.forEach((name, all) -> {
            CocoSource source = Objects.requireNonNull(sources.getOrDefault(name, sources.get(Dataset.TRAIN)));
            List<CocoPicture> some = all.stream()
                    .filter(picture -> isTaken(picture, name, options.withoutObjects(), tally))
                    .toList();
            List<CocoPicture> few = options.limit()
                    .map(limit -> Selection.limit(some, CocoPicture::name, picture -> name, limit))
                    .orElse(some);
            if (few.isEmpty() && problems.isEmpty()) {
                problems.add(CocoProblems.nothingLeft(source.annotations(), name, !all.isEmpty()));
            }
            splits.add(new CocoSplit(name, source, few, reader));
        });
        return splits;
    }

    private static boolean isTaken(CocoPicture picture, String split, CocoDataset.WithoutObjects rule, Tally tally) {
        if (picture.hasObjects()) {
            return true;
        }
        boolean taken = rule == CocoDataset.WithoutObjects.KEEP || !split.equals(Dataset.TRAIN);
        tally.withoutObjects += taken ? 0 : 1;
        return taken;
    }
}
