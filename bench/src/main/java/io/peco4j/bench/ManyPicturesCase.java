package io.peco4j.bench;

import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.Png;
import io.peco4j.runtime.content.ContentIndex;
import io.peco4j.runtime.content.ContentIndex.Trust;
import io.peco4j.runtime.content.ReadingListener;
import io.peco4j.runtime.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a plan costs with a large data set: 200,000 small pictures in 100 classes, read by the first plan and only
 * looked at by the second. Items are pictures of the second plan. The memory is that of Java's heap with the plan in
 * it.
 */
final class ManyPicturesCase implements BenchCase {
    private static final int CLASSES = 100;
    private static final int PICTURES_OF_CLASS = 2000;
    private static final int SIDE = 8;

    /** Just-written files are not remembered: these count as older. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    private final FolderPlanner planner;

    ManyPicturesCase(FolderPlanner planner) {
        this.planner = planner;
    }

    @Override
    public String name() {
        return "plan-200000";
    }

    @Override
    public boolean onlyByName() {
        return true;
    }

    @Override
    public BenchResult run(BenchContext context) {
        Path folder = context.scratch(this);
        Path pictures = folder.resolve("pictures");
        Path index = folder.resolve("contents.index");
        draw(pictures, CLASSES, PICTURES_OF_CLASS);
        double first = seconds(pictures, index, new LinkedHashMap<>());
        Map<String, Double> more = new LinkedHashMap<>();
        double second = seconds(pictures, index, more);
        more.put("first-seconds", first);
        more.put("second-seconds", second);
        return new BenchResult(name(), (double) CLASSES * PICTURES_OF_CLASS / second, Double.NaN, Double.NaN, more);
    }

    private double seconds(Path pictures, Path index, Map<String, Double> more) {
        long start = System.nanoTime();
        Plan plan = planner.plan(pictures, ContentIndex.in(index, Trust.REMEMBERED, ReadingListener.none(), LATER));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.gc();
        Runtime java = Runtime.getRuntime();
        more.put("heap-bytes", (double) (java.totalMemory() - java.freeMemory()));
        Reference.reachabilityFence(plan);
        return seconds;
    }

    /** Writes pictures in class folders. */
    static void draw(Path folder, int classes, int ofClass) {
        SplittableRandom random = new SplittableRandom(0);
        byte[] pixels = new byte[3 * SIDE * SIDE];
        try {
            for (int label = 0; label < classes; label++) {
                Path within = Files.createDirectories(folder.resolve("class-" + label));
                for (int i = 0; i < ofClass; i++) {
                    random.nextBytes(pixels);
                    Files.write(
                            within.resolve("picture-" + i + ".png"),
                            Png.of(new RgbImage(SIDE, SIDE, pixels)).bytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot draw pictures", e);
        }
    }
}
