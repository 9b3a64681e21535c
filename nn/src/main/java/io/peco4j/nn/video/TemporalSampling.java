package io.peco4j.nn.video;

/**
 * Which frames of a video a network sees, as TimeSformer and SlowFast pick them on Kinetics: evenly from a stretch that
 * lasts {@code frames * rate} frames of a video of {@code targetRate} frames a second.
 *
 * <p>The arithmetic is theirs, single precision where theirs is: a stretch that reaches past the end of the video
 * repeats the last frame, and of several views none reaches the end.
 *
 * @param frames of a view, at least 1
 * @param rate of the video's frames one is taken, at least 1
 * @param targetRate frames a second that the rate refers to, above 0
 */
public record TemporalSampling(int frames, int rate, double targetRate) {

    /** @throws IllegalArgumentException if a number is too small */
    public TemporalSampling {
        if (frames < 1 || rate < 1 || !(targetRate > 0)) {
            throw new IllegalArgumentException(frames + " frames, one in " + rate + " at " + targetRate + " a second");
        }
    }

    /**
     * A part of a video, in frames.
     *
     * @param start from 0
     * @param end past the end of a video that is too short
     */
    public record Stretch(double start, double end) {}

    /**
     * One of several views that are spread over a video.
     *
     * @param count frames of the video
     * @param fps frames a second of the video
     * @param view from 0
     * @param views at least 1
     */
    public Stretch view(int count, double fps, int view, int views) {
        return from(slack(count, fps) * view / views, fps);
    }

    /**
     * A view for training.
     *
     * @param count frames of the video
     * @param fps frames a second of the video
     * @param drawn uniform in [0, 1)
     */
    public Stretch drawn(int count, double fps, double drawn) {
        return from(drawn * slack(count, fps), fps);
    }

    private double length(double fps) {
        return rate * frames / targetRate * fps;
    }

    private double slack(int count, double fps) {
        return Math.max(count - length(fps), 0);
    }

    private Stretch from(double start, double fps) {
        return new Stretch(start, start + length(fps) - 1);
    }

    /**
     * The frames of a stretch.
     *
     * @param count frames of the video
     * @return numbers from 0 to below {@code count}, not falling
     */
    public int[] numbers(Stretch stretch, int count) {
        float start = (float) stretch.start();
        float end = (float) stretch.end();
        int[] numbers = new int[frames];
        for (int i = 0; i < frames; i++) {
            numbers[i] = (int) Math.min(Math.max(between(start, end, i, frames), 0), count - 1);
        }
        return numbers;
    }

    /** As many of {@code count} frames, evenly from the first to the last. */
    public static int[] spread(int count, int frames) {
        int[] numbers = new int[frames];
        for (int i = 0; i < frames; i++) {
            numbers[i] = (int) between(0, count - 1, i, frames);
        }
        return numbers;
    }

    /** PyTorch's linspace, which counts from the nearer end. */
    private static float between(float start, float end, int i, int points) {
        if (points == 1) {
            return start;
        }
        float step = (end - start) / (points - 1);
        return i < points / 2 ? start + step * i : end - step * (points - 1 - i);
    }
}
