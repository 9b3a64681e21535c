package io.peco4j.conformance.mutant.dataset;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.options.Describe;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Clips of three frames: folders of frames in folders of classes. */
class ReferenceClips implements Dataset {
    final Options options;
    private final ContentDigests digests;

    /** Where they are. */
    record Options(
            @Describe("the folder with train and val") Path path) {}

    @Inject
    ReferenceClips(Options options, ContentDigests digests) {
        this.options = options;
        this.digests = digests;
    }

    @Override
    public List<Split> splits() {
        return List.of(part(TRAIN), part(VALIDATION));
    }

    private Part part(String name) {
        List<Path> clips = Scratch.listed(options.path().resolve(name)).stream()
                .flatMap(label -> Scratch.listed(label).stream())
                .sorted(order())
                .toList();
        return new Part(name, clips);
    }

    @Override
    public List<String> classes() {
        return Scratch.listed(options.path().resolve(TRAIN)).stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return Example.Clip.class;
    }

    @Override
    public String fingerprint() {
        return files().map(file -> name(file) + " " + digests.of(file)).toList().toString();
    }

    /** Mutants meddle here and below. */
    Comparator<Path> order() {
        return Comparator.naturalOrder();
    }

    String name(Path file) {
        return options.path().relativize(file).toString();
    }

    int label(Path clip) {
        return classes().indexOf(clip.getName(clip.getNameCount() - 2).toString());
    }

    int[] asked(int... numbers) {
        return numbers;
    }

    Stream<Path> files() {
        return splits().stream()
                .map(Part.class::cast)
                .flatMap(part -> part.clips.stream())
                .flatMap(clip -> Scratch.listed(clip).stream());
    }

    private final class Part implements Split {
        private final String name;
        private final List<Path> clips;

        Part(String name, List<Path> clips) {
            this.name = name;
            this.clips = clips;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return clips.size();
        }

        @Override
        public Example example(int index) {
            Path clip = clips.get(index);
            return new Example.Clip(new FramesOfFolder(Scratch.listed(clip)), ReferenceClips.this.label(clip));
        }

        @Override
        public String label(int index) {
            return ReferenceClips.this.name(clips.get(index));
        }
    }

    private final class FramesOfFolder implements Frames {
        private final List<Path> files;
        private final RgbImage first;

        FramesOfFolder(List<Path> files) {
            this.files = files;
            this.first = Scratch.picture(files.get(0));
        }

        @Override
        public int count() {
            return files.size();
        }

        @Override
        public double rate() {
            return 5;
        }

        @Override
        public int width() {
            return first.width();
        }

        @Override
        public int height() {
            return first.height();
        }

        @Override
        public List<RgbImage> read(int... numbers) {
            return Arrays.stream(asked(numbers))
                    .mapToObj(number -> Scratch.picture(files.get(number)))
                    .toList();
        }
    }
}
