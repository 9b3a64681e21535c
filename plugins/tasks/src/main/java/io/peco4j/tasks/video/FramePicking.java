package io.peco4j.tasks.video;

/** Which frames of a video a view has. */
public enum FramePicking {
    /** Of a stretch of it, one in so many. */
    STRETCH,
    /** One of each of as many equal segments of the whole. */
    SEGMENTS
}
