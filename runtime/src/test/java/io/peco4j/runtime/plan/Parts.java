package io.peco4j.runtime.plan;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.ReadsBeside;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Learner;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Components that are planned and never made, but for the data set. */
final class Parts extends PluginModule {

    @Override
    protected void configure() {
        dataset("file", FileData.Options.class).to(FileData.class);
        backbone("net", Net.Options.class).to(Net.class);
        tokenizer("coder", Coder.Options.class).to(Coder.class);
        encoder("eye", Framework.Options.class).to(Eye.class);
        pretraining("namer", Framework.Options.class).to(Namer.class);
        pretraining("viewer", Framework.Options.class).to(Viewer.class);
        task("look", Framework.Options.class).to(Look.class);
        task("judge", Judge.Options.class).to(Judge.class);
        task("reader", Reader.Options.class).to(Reader.class);
        task("attack", Attack.Options.class).to(Attack.class);
        task("seer", Attack.Options.class).to(Seer.class);
        backbone("odd", Attack.Options.class).to(Odd.class);
    }

    /** The bytes of one file. */
    static final class FileData implements Dataset {
        private final Options options;
        private final ContentDigests digests;

        record Options(@Describe("the file") Path path) {}

        @Inject
        FileData(Options options, ContentDigests digests) {
            this.options = options;
            this.digests = digests;
        }

        @Override
        public List<Split> splits() {
            return List.of();
        }

        @Override
        public List<String> classes() {
            return List.of();
        }

        @Override
        public Class<? extends Example> exampleType() {
            return Example.Image.class;
        }

        @Override
        public String fingerprint() {
            return digests.of(options.path());
        }
    }

    /** Never made. */
    static final class Net implements PerceptualBackbone {
        record Options(@Describe("a size") @Default("8") int width) {}

        @Inject
        Net(Options options, NetworkContext context) {
            throw new AssertionError("a plan makes no network");
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return List.of();
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }

    /** Never made. */
    abstract static class Framework implements PretrainingFramework {
        record Options(@Describe("a size") @Default("8") int width) {}

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }
    }

    /** Never made; asks for a tokenizer. */
    static final class Namer extends Framework {
        @Inject
        Namer(Options options, VisionEncoder encoder, Tokenizer tokenizer) {
            throw new AssertionError("a plan makes no network");
        }
    }

    /** Never made; asks for none. */
    static final class Viewer extends Framework {
        @Inject
        Viewer(Options options, VisionEncoder encoder) {
            throw new AssertionError("a plan makes no network");
        }
    }

    /** Never made. */
    static final class Coder implements Tokenizer {
        enum Norm {
            LAYER,
            GROUP
        }

        record Options(
                @Describe("a size") @Default("16") int width,

                @Describe("a rate") @Default("0.5") double rate,

                @Describe("a choice") @Default("layer") Norm norm,

                @Describe("several") @Default("[1, 2]") List<Integer> layers,

                @Describe("a file or folder") Optional<Path> weights,

                @Describe("a part") Optional<Component<PerceptualBackbone>> backbone) {}

        @Inject
        Coder(Options options, NetworkContext context) {
            throw new AssertionError("a plan makes no network");
        }

        @Override
        public int vocabularySize() {
            return 2;
        }

        @Override
        public int downsampling() {
            return 1;
        }

        @Override
        public int imageSize() {
            return 1;
        }

        @Override
        public NDArray tokenize(NDArray images) {
            return images;
        }

        @Override
        public NDArray reconstruct(NDArray tokens) {
            return tokens;
        }

        @Override
        public NDArray codewords(NDArray tokens) {
            return tokens;
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }

    /** Never made. */
    static final class Judge implements DownstreamTask {
        record Options(
                @Describe("how strictly") @Default("1") int strict) {}

        @Inject
        Judge(Options options, Tokenizer tokenizer) {
            throw new AssertionError("a plan judges nothing");
        }

        @Override
        public Findings findings(Examples examples) {
            throw new AssertionError("a plan judges nothing");
        }
    }

    /** Never made; judges an encoder. */
    static final class Look implements DownstreamTask {
        @Inject
        Look(Framework.Options options, VisionEncoder encoder) {
            throw new AssertionError("a plan judges nothing");
        }

        @Override
        public Findings findings(Examples examples) {
            throw new AssertionError("a plan judges nothing");
        }
    }

    /** Never made; reads what is called as its list and ends in {@code .beside}, too. */
    static final class Reader implements DownstreamTask {
        record Options(@Describe("a list of files") Path list) implements ReadsBeside {
            @Override
            public List<Path> readsBeside() {
                return List.of(list.resolveSibling(list.getFileName() + ".beside"));
            }
        }

        @Inject
        Reader(Options options, Tokenizer tokenizer) {
            throw new AssertionError("a plan judges nothing");
        }

        @Override
        public Findings findings(Examples examples) {
            throw new AssertionError("a plan judges nothing");
        }
    }

    /** Never made; judges whatever the tasks do that it nests. */
    static final class Attack implements DownstreamTask {
        record Options(
                @Describe("what is attacked") Component<DownstreamTask> victim,

                @Describe("what is attacked, too") Optional<Component<DownstreamTask>> other,

                @Describe("how hard") @Default("1") int strength) {}

        @Inject
        Attack(Options options, NetworkContext context) {
            throw new AssertionError("a plan judges nothing");
        }

        @Override
        public Findings findings(Examples examples) {
            throw new AssertionError("a plan judges nothing");
        }
    }

    /** Never made; judges an encoder. */
    static final class Seer implements DownstreamTask {
        @Inject
        Seer(Attack.Options options, VisionEncoder encoder) {
            throw new AssertionError("a plan judges nothing");
        }

        @Override
        public Findings findings(Examples examples) {
            throw new AssertionError("a plan judges nothing");
        }
    }

    /** Never made; has no use for a task. */
    static final class Odd implements PerceptualBackbone {
        @Inject
        Odd(Attack.Options options, NetworkContext context) {
            throw new AssertionError("a plan makes no network");
        }

        @Override
        public List<NDArray> features(NDArray images) {
            return List.of();
        }

        @Override
        public Optional<Learner> learner() {
            return Optional.empty();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }
}
