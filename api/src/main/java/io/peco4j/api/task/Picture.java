package io.peco4j.api.task;

import io.peco4j.api.data.RgbImage;

/**
 * Something to look at in the report.
 *
 * @param title one line
 * @param caption what is seen, in a sentence or two
 * @param image the picture
 */
public record Picture(String title, String caption, RgbImage image) {}
