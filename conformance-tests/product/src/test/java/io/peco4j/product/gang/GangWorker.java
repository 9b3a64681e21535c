package io.peco4j.product.gang;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.train.Trainer;
import io.peco4j.runtime.train.TrainingPlan;
import io.peco4j.runtime.worker.Collective;
import io.peco4j.runtime.worker.OneWorker;
import io.peco4j.runtime.worker.Rank;
import io.peco4j.runtime.worker.TcpMesh;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * A process of its own that is one of the workers of many trainings: those of one to four workers of each of
 * {@link GangLearners}, as far as it takes part. It meets the others through files.
 */
final class GangWorker {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private GangWorker() {}

    /** Its rank; a folder of all; the largest number of workers. Prints what each training ended with. */
    @SuppressWarnings("SystemOut") // how the parent process hears of it
    public static void main(String[] arguments) throws IOException {
        int index = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        EngineSession.start(1);
        GangLearners learners = new GangLearners();
        for (int size = index + 1; size <= Integer.parseInt(arguments[2]); size++) {
            try (Collective workers = workers(new Rank(index, size), folder)) {
                for (Map.Entry<String, Function<Workbench, Learner>> made :
                        GangLearners.all().entrySet()) {
                    try (Workbench bench = learners.bench()) {
                        Path own = Files.createDirectories(folder.resolve(made.getKey() + size + "-" + index));
                        Learner learner = made.getValue().apply(bench);
                        System.out.println("end " + made.getKey() + " " + trained(learner, workers, own));
                    }
                }
            }
        }
    }

    private static Collective workers(Rank rank, Path folder) {
        return rank.size() == 1
                ? new OneWorker()
                : TcpMesh.connect(
                        rank,
                        InetAddress.getLoopbackAddress(),
                        new byte[32],
                        rank.size() == 3 ? TcpMesh.Frames.SEALED : TcpMesh.Frames.OPEN,
                        PATIENCE,
                        mine -> gathered(rank, mine, folder));
    }

    /** What it ended with, and, of the first worker, what its checkpoint holds. */
    private static String trained(Learner learner, Collective workers, Path own) throws IOException {
        StageInfo stage = new StageInfo("gang", "learner", "gang", "gang", 3);
        TrainingPlan plan = new TrainingPlan(stage, Dataset.Corrupt.FAIL, own, Duration.ZERO, 1);
        Trainer.train(learner, GangLearners.pictures().split(Dataset.TRAIN), plan, workers, event -> {});
        Path result = own.resolve("state.safetensors");
        Safetensors.write(result, learner.state(), Map.of());
        CRC32C state = new CRC32C();
        state.update(Files.readAllBytes(result));
        return Long.toHexString(state.getValue())
                + (workers.rank().first() ? " checkpoint " + checkpoint(own.resolve("checkpoint.safetensors")) : "");
    }

    /** Of all tensors, moments included; where it stands holds the time. */
    private static String checkpoint(Path file) {
        CRC32C sum = new CRC32C();
        try (WeightFile open = SafetensorsFile.open(file);
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            for (String name : new TreeMap<>(open.tensors()).keySet()) {
                try (NDArray tensor = open.read(name, manager)) {
                    sum.update(tensor.toByteBuffer());
                }
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static List<String> gathered(Rank rank, String mine, Path folder) {
        try {
            Path incoming = folder.resolve("incoming-" + rank.index());
            Files.writeString(incoming, mine);
            Files.move(incoming, line(folder, rank.size(), rank.index()), StandardCopyOption.ATOMIC_MOVE);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < rank.size(); i++) {
                while (!Files.exists(line(folder, rank.size(), i))) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                lines.add(Files.readString(line(folder, rank.size(), i)));
            }
            return lines;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path line(Path folder, int size, int index) {
        return folder.resolve("line-" + size + "-" + index);
    }
}
