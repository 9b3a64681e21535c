package io.peco4j.nn.video;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the views of a video that scores are computed on.
 *
 * @param time which of the views along time, from 0
 * @param place of its square along the longer side: see {@link SpatialSampling#view}
 */
public record VideoView(int time, int place) {

    /**
     * All views, in TimeSformer's order: the squares of the first one along time first. A single square is the middle;
     * two are start and end.
     *
     * @param times views along time, at least 1
     * @param crops squares of each, from 1 to {@value SpatialSampling#PLACES}
     */
    public static List<VideoView> all(int times, int crops) {
        List<Integer> places = switch (crops) {
            case 1 -> List.of(1);
            case 2 -> List.of(0, 2);
            case SpatialSampling.PLACES -> List.of(0, 1, 2);
            default -> throw new IllegalArgumentException(crops + " squares of a view");
        };
        List<VideoView> views = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            for (int place : places) {
                views.add(new VideoView(time, place));
            }
        }
        return List.copyOf(views);
    }
}
