package io.peco4j.product.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.bench.Bench;
import io.peco4j.bench.BenchCase;
import io.peco4j.bench.BenchContext;
import io.peco4j.bench.BenchResult;
import io.peco4j.bench.GeneratedPhotos;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.tasks.TasksPlugin;
import io.peco4j.tokenizers.TokenizersPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled tokenizer beside the original's operators: a fair peer has the same loss, before and after updates. */
final class TokenizerPeerTest {
    @TempDir
    Path scratch;

    @Test
    void theTokenizerTrainsAsItsPeer() throws IOException {
        EngineSession.start(1);
        try (Registry registry = Registry.of(
                List.of(new DatasetsPlugin(), new TokenizersPlugin(), new PretrainingPlugin(), new TasksPlugin()))) {
            BenchCase bench = Bench.peers(Planner.withoutStudy(registry)::plan, 1).stream()
                    .filter(each -> each.name().equals("peers-float32-vqvae-32"))
                    .findFirst()
                    .orElseThrow();

            BenchResult result = bench.run(new BenchContext(new GeneratedPhotos(1), scratch, 1, precision -> 1e11));

            assertThat(result.more().get("loss-gap")).isLessThan(1e-5);
            assertThat(result.more().get("last-loss-gap")).isLessThan(1e-2);
        }
    }
}
