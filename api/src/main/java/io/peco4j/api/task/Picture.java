package io.peco4j.api.task;

import io.peco4j.api.data.RgbImage;

/**
 * A picture in the report.
 *
 * @param title one line
 * @param caption what it shows, in a sentence or two
 * @param image the picture
 */
public record Picture(String title, String caption, RgbImage image) {}
