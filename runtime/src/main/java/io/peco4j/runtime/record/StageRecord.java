package io.peco4j.runtime.record;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.runtime.event.StageInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One finished stage; kept with its artifact.
 *
 * @param stage what it is
 * @param options the resolved options, as rendered HOCON
 * @param parents keys of the stages that it built on
 * @param parameters number of trained scalars; 0 if nothing was trained
 * @param steps optimiser steps
 * @param images examples seen in training
 * @param flops floating-point operations of the training; 0 if unknown
 * @param seconds time that it took, over all its runs
 * @param curves by metric name: the points of the training curve
 * @param scores what a task found, the main one first; of a tokenizer: codebook use, perplexity, reconstruction figures
 * @param pictures to look at
 * @param tables of figures that are no scores, such as one a class
 * @param provenance where it was made
 * @param files of the artifact, this record aside; empty until it is stored
 */
public record StageRecord(
        StageInfo stage,
        String options,
        List<String> parents,
        long parameters,
        long steps,
        long images,
        double flops,
        double seconds,
        Map<String, List<Point>> curves,
        List<Score> scores,
        List<PictureRecord> pictures,
        @Later List<Table> tables,
        Provenance provenance,
        @Later List<FileRecord> files) {
    public StageRecord {
        parents = List.copyOf(parents);
        Map<String, List<Point>> copy = new LinkedHashMap<>();
        curves.forEach((metric, points) -> copy.put(metric, List.copyOf(points)));
        curves = Collections.unmodifiableMap(copy);
        scores = List.copyOf(scores);
        pictures = List.copyOf(pictures);
        tables = List.copyOf(tables);
        files = List.copyOf(files);
    }

    /** The same under another name: what one study calls {@code pixel} may be another's {@code baseline}. */
    public StageRecord as(StageInfo named) {
        return with(named, files);
    }

    /** The same with the files of its artifact. */
    public StageRecord stored(List<FileRecord> stored) {
        return with(stage, stored);
    }

    private StageRecord with(StageInfo named, List<FileRecord> stored) {
        return new StageRecord(
                named,
                options,
                parents,
                parameters,
                steps,
                images,
                flops,
                seconds,
                curves,
                scores,
                pictures,
                tables,
                provenance,
                stored);
    }

    /** A point of a curve. */
    public record Point(long step, double value) {}

    /**
     * A picture on disk.
     *
     * @param file PNG, relative to the artifact's folder
     */
    public record PictureRecord(String title, String caption, String file) {}

    /**
     * A file of the artifact.
     *
     * @param file relative to the artifact's folder, with {@code /} between names
     * @param size in bytes
     * @param sha256 of its content, in hexadecimal
     */
    public record FileRecord(String file, long size, String sha256) {}
}
