package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.task.Picture;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.FitWithin;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.picture.ClassColours;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.Legend;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Photos above their true maps and the predicted ones, and which colour means what. */
final class MapPictures {
    private static final int LARGEST = 256;

    private MapPictures() {}

    /** @param predicted maps by the index of their example in the validation split */
    static List<Picture> of(Dataset dataset, SortedMap<Long, ClassMap> predicted) {
        if (predicted.isEmpty()) {
            return List.of();
        }
        ClassColours colours = ClassColours.of(dataset);
        PictureSize place = place(List.copyOf(predicted.values()));
        List<List<RgbImage>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        TreeSet<Integer> present = new TreeSet<>();
        predicted.forEach((index, map) -> {
            Example.Segmented example =
                    (Example.Segmented) dataset.split(Dataset.VALIDATION).example(Math.toIntExact(index));
            Placement tile = tile(map, place);
            ClassMap truth = tile.apply(example.classes());
            ClassMap said = tile.apply(map);
            rows.get(0).add(tile.apply(example.image()));
            rows.get(1).add(colours.paint(truth));
            rows.get(2).add(colours.paint(said));
            truth.classes().forEach(present::add);
            said.classes().forEach(present::add);
        });
        present.remove(ClassMap.IGNORE);
        Picture maps = new Picture(
                "Maps",
                "Photos, the true class of every pixel, and the predicted one; black: not counted.",
                ContactSheet.of(rows));
        return List.of(maps, legend(dataset, colours, List.copyOf(present)));
    }

    /** What holds the largest of them. */
    private static PictureSize place(List<ClassMap> maps) {
        List<PictureSize> sizes = maps.stream().map(MapPictures::shown).toList();
        return new PictureSize(
                sizes.stream().mapToInt(PictureSize::height).max().orElseThrow(),
                sizes.stream().mapToInt(PictureSize::width).max().orElseThrow());
    }

    /** Smaller ones are shown as they are. */
    private static PictureSize shown(ClassMap map) {
        int longSide = Math.min(LARGEST, Math.max(map.width(), map.height()));
        return new FitWithin(longSide, longSide).size(new PictureSize(map.height(), map.width()));
    }

    /** Into the middle of a place. */
    private static Placement tile(ClassMap map, PictureSize place) {
        PictureSize size = shown(map);
        return Placement.whole(map.width(), map.height())
                .scale(size.width(), size.height(), Filter.BILINEAR)
                .window(
                        (size.width() - place.width()) / 2,
                        (size.height() - place.height()) / 2,
                        place.width(),
                        place.height());
    }

    private static Picture legend(Dataset dataset, ClassColours colours, List<Integer> present) {
        List<Legend.Entry> entries = present.stream()
                .map(label -> new Legend.Entry(
                        dataset.classes().get(label), colours.colours().get(label)))
                .toList();
        String names = entries.stream().map(Legend.Entry::name).collect(Collectors.joining(", "));
        return new Picture(
                "Colours of the maps", "From above, column by column: " + names + ".", new Legend(entries).image());
    }
}
