package io.peco4j.runtime.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.train.Precision;
import io.peco4j.dsl.Study;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.store.ArtifactStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The finished tokenizers of a run.
 *
 * @param record of the run
 * @param study that it did
 * @param store where artifacts are
 */
record RunTokenizers(RunRecord record, Study study, ArtifactStore store) {
    /**
     * One of the study's tokenizers, as trained with one of its seeds; {@code NAME@SEED} in writing.
     *
     * @param name what the study calls it
     */
    record Choice(String name, long seed) {
        /** {@code NAME} or {@code NAME@SEED}; what follows the sign belongs to the name unless it is a number. */
        static Choice parse(String text, long otherwise) {
            int at = text.lastIndexOf('@');
            return at > 0 && text.substring(at + 1).matches("-?\\d{1,18}")
                    ? new Choice(text.substring(0, at), Long.parseLong(text.substring(at + 1)))
                    : new Choice(text, otherwise);
        }

        @Override
        public String toString() {
            return name + "@" + seed;
        }
    }

    /**
     * The file of its weights; empty if there is none.
     *
     * <p>A tokenizer that a component nests is named by its component's id, which a study may have given to one of its
     * own: then the options say which is meant.
     */
    Optional<Path> weights(Choice choice, Planner planner) {
        List<StageRecord> named = finished()
                .filter(stage -> stage.stage().name().equals(choice.name())
                        && stage.stage().seed() == choice.seed()
                        && study.tokenizers().containsKey(choice.name()))
                .toList();
        if (named.size() > 1) {
            Config meant = component(planner.tokenizer(study, choice.name(), choice.seed(), Precision.FLOAT32)
                    .options());
            named = named.stream()
                    .filter(stage -> component(stage.options()).equals(meant))
                    .toList();
        }
        return named.stream().findFirst().map(this::file);
    }

    /** What there is to choose from, for a message. */
    String choices() {
        String all = finished()
                .filter(stage -> study.tokenizers().containsKey(stage.stage().name()))
                .map(stage -> "--tokenizer "
                        + new Choice(stage.stage().name(), stage.stage().seed()))
                .distinct()
                .collect(Collectors.joining("  "));
        return all.isEmpty()
                ? "none is finished: continue with the same ./peco4j run; artifacts are in " + store.folder("")
                : "available:  " + all;
    }

    private Stream<StageRecord> finished() {
        return record.stages().stream()
                .filter(stage -> stage.stage().kind().equals("tokenizer") && Files.isRegularFile(file(stage)));
    }

    private Path file(StageRecord stage) {
        return store.folder(stage.stage().key()).resolve(ArtifactStore.WEIGHTS);
    }

    private static Config component(String options) {
        return ConfigFactory.parseString(options).getConfig("component");
    }
}
