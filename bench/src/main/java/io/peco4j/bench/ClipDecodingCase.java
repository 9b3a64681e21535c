package io.peco4j.bench;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Reads of eight frames out of 64 of a video of ten seconds, H.264 of 320 x 240 pixels: what a loader of clips delivers,
 * and whether the memory of the process stays as it is. Items are clips.
 */
final class ClipDecodingCase implements LongCase {
    private static final int FRAMES = 8;
    private static final int RATE = 8;

    private final FolderOpener data;
    private final int reads;

    /**
     * A case.
     *
     * @param data opens a folder of class folders with videos
     * @param reads clips to read; before they are counted, a tenth as many
     */
    ClipDecodingCase(FolderOpener data, int reads) {
        this.data = data;
        this.reads = reads;
    }

    @Override
    public String name() {
        return "clip-decoding";
    }

    @Override
    public BenchResult run(BenchContext context) {
        Split clips = data.open(GeneratedClips.write(context.scratch(this))).split(Dataset.TRAIN);
        ExecutorService loaders = Executors.newFixedThreadPool(context.threads());
        try {
            read(clips, reads / 10, 1, context.threads(), loaders);
            double before = ResidentSize.bytes();
            long start = System.nanoTime();
            read(clips, reads, 2, context.threads(), loaders);
            double seconds = (System.nanoTime() - start) / 1e9;
            double after = ResidentSize.bytes();
            Map<String, Double> more = new LinkedHashMap<>();
            more.put("items-per-second-and-core", reads / seconds / context.threads());
            more.put("resident-bytes-before", before);
            more.put("resident-bytes-after", after);
            more.put("ratio", after / before);
            return new BenchResult(name(), reads / seconds, Double.NaN, Double.NaN, more);
        } finally {
            loaders.shutdown();
        }
    }

    private static void read(Split clips, int count, long seed, int threads, ExecutorService loaders) {
        List<Callable<Integer>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            SplittableRandom random = new SplittableRandom(seed * threads + thread);
            int share = count / threads + (thread < count % threads ? 1 : 0);
            parts.add(() -> {
                int bytes = 0;
                for (int i = 0; i < share; i++) {
                    bytes += read(clips.example(random.nextInt(clips.size())), random);
                }
                return bytes;
            });
        }
        try {
            for (Future<Integer> part : loaders.invokeAll(parts)) {
                part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a clip cannot be read", e);
        }
    }

    private static int read(Example example, SplittableRandom random) {
        Frames frames = ((Example.Clip) example).frames();
        int first = random.nextInt(frames.count() - FRAMES * RATE);
        int[] numbers = IntStream.range(0, FRAMES).map(i -> first + i * RATE).toArray();
        return frames.read(numbers).stream()
                .mapToInt(image -> image.rgb().length)
                .sum();
    }
}
