package io.peco4j.bench;

import io.peco4j.runtime.cli.Peco4j;
import io.peco4j.runtime.launch.WorkerCommand;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A training by two processes of this machine, each with half of its processors: which share of the time each waits for
 * the other and for what it sends. Items are pictures.
 */
final class ClusterGangCase implements BenchCase {
    private static final int WORKERS = 2;

    /** ViT-S, 21 million parameters, 32 steps of two micro-batches. */
    private static final String STUDY = """
            study = gang
            data { component = scenes, train = 256, val = 8, image = 64, classes = 2, objects = 1 }
            encoder { vit { size = small, patch = 8, image = 64 } }
            pretraining { mae {
              decoder { width = 64, depth = 1, heads = 2 }
              batch = 32, micro-batch = 16, epochs = 4, warmup-epochs = 0 } }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @Override
    public String name() {
        return "cluster-gang";
    }

    @Override
    public boolean onlyByName() {
        return true;
    }

    @Override
    public BenchResult run(BenchContext context) {
        Path folder = context.scratch(this);
        try {
            Path study = Files.createDirectories(folder).resolve("gang.conf");
            Files.writeString(study, STUDY);
            int half = Math.max(1, Runtime.getRuntime().availableProcessors() / WORKERS);
            List<String> command = new ArrayList<>(WorkerCommand.likeThisProcess(Peco4j.class, half));
            command.addAll(List.of("run", study.toString(), "--out", folder.toString()));
            command.addAll(List.of("--workers", Integer.toString(WORKERS), "--threads", Integer.toString(half)));
            Path output = folder.resolve("output.txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("the gang did not train: " + Files.readString(output));
                }
            } finally {
                process.destroyForcibly();
            }
            return result(Records.readRun(folder.resolve("gang").resolve("run.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a gang trains", e);
        }
    }

    private BenchResult result(RunRecord run) {
        StageRecord training = run.stages().get(0);
        StageWork work = run.work().get(0);
        Map<String, Double> waiting = new LinkedHashMap<>();
        for (int rank = 0; rank < work.waiting().size(); rank++) {
            waiting.put("waiting-" + rank, work.waiting().get(rank));
        }
        return new BenchResult(
                name(),
                training.images() / training.seconds(),
                training.flops() / training.seconds(),
                Double.NaN,
                waiting);
    }
}
