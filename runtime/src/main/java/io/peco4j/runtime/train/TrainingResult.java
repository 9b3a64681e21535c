package io.peco4j.runtime.train;

import io.peco4j.runtime.record.StageRecord.Point;
import java.util.List;
import java.util.Map;

/**
 * What a training took and how it went, over all runs that it needed.
 *
 * @param steps optimiser steps
 * @param images examples seen
 * @param flops floating-point operations; 0 if the learner does not know
 * @param seconds wall time in the loop
 * @param parameters number of trained scalars
 * @param curves by metric: means over the logging interval, those of earlier runs included
 */
public record TrainingResult(
        long steps, long images, double flops, double seconds, long parameters, Map<String, List<Point>> curves) {}
