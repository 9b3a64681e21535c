package io.peco4j.bench;

import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.SqueezeNetFeatures;
import io.peco4j.nn.cnn.Vgg;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.video.TimeSformer;
import io.peco4j.nn.video.TimeSformerConfig;
import io.peco4j.nn.video.VideoAttention;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitCodeEncoder;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import io.peco4j.nn.vq.CnnDecoder;
import io.peco4j.nn.vq.CnnEncoder;
import io.peco4j.nn.vq.CnnShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The networks of the library at their published sizes. */
final class NetworkCases {
    private static final int IMAGE = 224;
    private static final int PATCH = 16;
    private static final int CLASSES = 1000;

    private NetworkCases() {}

    static List<BenchCase> all() {
        List<BenchCase> cases = new ArrayList<>();
        CnnShape sixteenfold = sixteenfold();
        add(cases, "vit-b-16", pictures(8), context -> TimedNetwork.of(vit(context)));
        add(cases, "mae-b-16", pictures(8), context -> MaskedAutoencoderSubject.base(context, IMAGE, PATCH));
        add(cases, "upernet-vit-b-16", pictures(2), context -> SegmenterSubject.base(context, IMAGE, PATCH));
        add(cases, "timesformer-b", new Shape(1, 3, 8, IMAGE, IMAGE), context -> TimedNetwork.of(video(context)));
        for (Precision precision : Precision.values()) {
            cases.add(vqEncoder(false, precision));
            cases.add(vqEncoder(true, precision));
        }
        add(
                cases,
                "vq-decoder",
                new Shape(2, sixteenfold.latent(), IMAGE / PATCH, IMAGE / PATCH),
                context -> TimedNetwork.of(new CnnDecoder(context, sixteenfold)));
        add(
                cases,
                "vq-encoder-8x",
                new Shape(4, 3, IMAGE / 2, IMAGE / 2),
                context -> TimedNetwork.of(new CnnEncoder(context, CnnShape.eightfold(64))));
        add(
                cases,
                "vq-encoder-lite",
                pictures(4),
                context -> TimedNetwork.of(new CnnEncoder(context, CnnShape.sixteenfold(32))));
        add(
                cases,
                "vit-b-16-codes",
                pictures(8),
                context ->
                        TimedNetwork.of(new VitCodeEncoder(context, VitConfig.plain(VitSize.BASE, PATCH, IMAGE), 256)));
        DalleShape dalle = DalleShape.published();
        add(
                cases,
                "dalle-encoder",
                new Shape(2, 3, IMAGE / 2, IMAGE / 2),
                context -> TimedNetwork.of(new DalleEncoder(context, dalle)));
        add(
                cases,
                "dalle-decoder",
                new Shape(2, dalle.vocabulary(), IMAGE / PATCH, IMAGE / PATCH),
                context -> TimedNetwork.of(new DalleDecoder(context, dalle)));
        add(
                cases,
                "patch-discriminator",
                pictures(4),
                context -> TimedNetwork.of(new PatchDiscriminator(context, DiscriminatorShape.standard())));
        add(
                cases,
                "resnet-50",
                pictures(8),
                context -> TimedNetwork.of(new ResNet(context, ResNetShape.resNet50(CLASSES))));
        add(
                cases,
                "vgg-16",
                pictures(2),
                context -> TimedNetwork.of(new Vgg(context, VggShape.vgg16(false), 4096, CLASSES)));
        add(
                cases,
                "squeezenet",
                pictures(8),
                context -> TimedNetwork.of(new SqueezeNetFeatures(context, SqueezeNetFeatures.Colours.CAFFE)));
        return cases;
    }

    /** The encoder of PeCo's tokenizer. */
    static NetworkCase vqEncoder(boolean training, Precision precision) {
        return new NetworkCase(
                "vq-encoder",
                pictures(2),
                training,
                precision,
                context -> TimedNetwork.of(new CnnEncoder(context, sixteenfold())));
    }

    private static CnnShape sixteenfold() {
        return CnnShape.sixteenfold(64);
    }

    private static void add(
            List<BenchCase> cases, String network, Shape input, Function<NetworkContext, TimedNetwork> maker) {
        for (Precision precision : Precision.values()) {
            cases.add(new NetworkCase(network, input, false, precision, maker));
            cases.add(new NetworkCase(network, input, true, precision, maker));
        }
    }

    private static Shape pictures(int batch) {
        return new Shape(batch, 3, IMAGE, IMAGE);
    }

    private static VisionTransformer vit(NetworkContext context) {
        return new VisionTransformer(context, VitConfig.plain(VitSize.BASE, PATCH, IMAGE));
    }

    private static TimeSformer video(NetworkContext context) {
        VitSize base = VitSize.BASE;
        BlockShape block = base.block();
        return new TimeSformer(
                context,
                new TimeSformerConfig(
                        IMAGE, PATCH, 8, 400, base.depth(), block, VideoAttention.DIVIDED, 0, Normalisation.IMAGENET));
    }
}
