package io.peco4j.bench;

import io.peco4j.api.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What opening a data set with the annotations of COCO's training split costs, in a heap of 1 GiB: 118,000 pictures
 * with 860,000 objects. Items are objects.
 */
final class CocoFileCase implements LongCase {
    private static final int PICTURES = 118_000;
    private static final int OBJECTS = 860_000;

    private final FolderOpener data;

    CocoFileCase(FolderOpener data) {
        this.data = data;
    }

    @Override
    public String name() {
        return "coco-file";
    }

    @Override
    public List<String> javaOptions() {
        return List.of("-Xmx1g");
    }

    @Override
    public BenchResult run(BenchContext context) {
        Map<String, Double> more = new LinkedHashMap<>();
        try {
            Path folder = Files.createDirectories(context.scratch(this));
            new GeneratedCoco(PICTURES, OBJECTS).write(folder);
            more.put("file-bytes", (double) Files.size(folder.resolve("annotations/instances_train2017.json")));
            double before = heap();
            heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
            ResidentSize.forgetPeak();
            long start = System.nanoTime();
            Dataset opened = data.open(folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            more.put("seconds", seconds);
            more.put("heap-limit-bytes", (double) Runtime.getRuntime().maxMemory());
            more.put(
                    "peak-heap-bytes",
                    heapPools().stream()
                            .mapToDouble(pool -> pool.getPeakUsage().getUsed())
                            .sum());
            more.put("peak-resident-bytes", ResidentSize.peak());
            more.put("kept-heap-bytes", heap() - before);
            Reference.reachabilityFence(opened);
            return new BenchResult(name(), OBJECTS / seconds, Double.NaN, Double.NaN, more);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write annotations", e);
        }
    }

    /** What is in use after a collection. */
    private static double heap() {
        System.gc();
        Runtime java = Runtime.getRuntime();
        return (double) (java.totalMemory() - java.freeMemory());
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
