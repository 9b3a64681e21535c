package io.peco4j.runtime.record;

import io.peco4j.runtime.event.StageInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the files of a stage are in the folder of a run. Different stages have different files on every system, and a
 * stage has the same in every run.
 */
public final class StageFiles {
    /** Stands for the slash of a name; no part of one has it. */
    private static final String BETWEEN = "+";

    private StageFiles() {}

    /** Such as {@code pretraining-perceptual+beit-seed-0.csv}. */
    public static String csv(StageInfo stage) {
        return named(stage) + ".csv";
    }

    /** Of one of its tables, such as {@code task-pixel+segmentation-seed-0-classes.csv}. */
    public static String csv(StageInfo stage, String title) {
        return named(stage) + "-" + PortableName.of(title.toLowerCase(Locale.ROOT)) + ".csv";
    }

    private static String named(StageInfo stage) {
        String name = Arrays.stream(parts(stage)).map(PortableName::of).collect(Collectors.joining(BETWEEN));
        return PortableName.of(stage.kind()) + "-" + name + "-seed-" + stage.seed();
    }

    /** The run of a stage for TensorBoard: its name as folders, such as {@code pretraining/perceptual/beit/seed-0}. */
    public static Path run(Path folder, StageInfo stage) {
        Path run = folder.resolve(PortableName.of(stage.kind()));
        for (String part : parts(stage)) {
            run = run.resolve(PortableName.of(part));
        }
        return run.resolve("seed-" + stage.seed());
    }

    private static String[] parts(StageInfo stage) {
        return stage.name().split(" / ", -1);
    }
}
