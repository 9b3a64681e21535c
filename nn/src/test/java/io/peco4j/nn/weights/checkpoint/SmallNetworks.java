package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.bootmae.InjectedDecoder;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.SqueezeNetFeatures;
import io.peco4j.nn.cnn.Vgg;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.detection.AnchorGenerator;
import io.peco4j.nn.detection.DetectionTransform;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PyramidBackbone;
import io.peco4j.nn.detection.ResNetMaps;
import io.peco4j.nn.detection.RoiSettings;
import io.peco4j.nn.detection.RoiShape;
import io.peco4j.nn.detection.RpnSettings;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.moco.ContrastiveHead;
import io.peco4j.nn.perceptual.Lpips;
import io.peco4j.nn.segmentation.UperHead;
import io.peco4j.nn.segmentation.UperHeadShape;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.video.TimeSformer;
import io.peco4j.nn.video.TimeSformerConfig;
import io.peco4j.nn.video.VideoAttention;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitCodeDecoder;
import io.peco4j.nn.vit.VitCodeEncoder;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vq.CnnShape;
import io.peco4j.nn.vq.EmaCodebook;
import io.peco4j.nn.vq.EmaVectorQuantizer;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.VectorQuantizer;
import io.peco4j.nn.vq.VqModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One of each network that there is, with few weights. */
final class SmallNetworks {
    static final int PATCH = 8;

    private SmallNetworks() {}

    static NetworkContext context(NDManager manager, long seed) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
    }

    /** The tensors of each, by what it is. */
    static Map<String, Map<String, NDArray>> all(NDManager manager, long seed) {
        NetworkContext context = context(manager, seed);
        List<Block> blocks = new ArrayList<>(transformers(context));
        blocks.addAll(convolutional(context));
        blocks.addAll(heads(context));
        blocks.add(vqByGradients(manager, seed));
        blocks.add(vqByAverages(manager, seed));
        Map<String, Map<String, NDArray>> all = new LinkedHashMap<>();
        for (Block block : blocks) {
            all.put(all.size() + " " + block.getClass().getSimpleName(), Parameters.state(block));
        }
        VisionTransformer encoder = vit(context, 3, Positions.SIN_COS, RelativeBias.NONE, QkvBias.FUSED, 0);
        MaeDecoder.Sizes sizes = new MaeDecoder.Sizes(8, new StackShape(BlockShape.plain(8, 2), 1, 0), 3, 3, 12);
        all.put("MAE", joined(encoder, "", new MaeDecoder(context, sizes)));
        InjectedDecoder.Sizes injected = new InjectedDecoder.Sizes(8, BlockShape.plain(8, 2), 1, PatchGrid.square(3));
        Map<String, NDArray> bootMae = joined(encoder, "", InjectedDecoder.ofPixels(context, injected, PATCH));
        bootMae.putAll(Parameters.state(InjectedDecoder.ofFeatures(context, injected)));
        all.put("BootMAE", bootMae);
        all.put("DINO", joined(encoder, "head.", new DinoHead(context, new DinoHead.Widths(8, 6, 4, 5), true)));
        all.put("MoCo", joined(encoder, "head.", ContrastiveHead.normed(context, 8, 6, 6, 4)));
        VisionTransformer beit = vit(context, 2, Positions.NONE, RelativeBias.PER_BLOCK, QkvBias.QUERY_VALUE, 0.1);
        UperHead head = new UperHead(context, UperHeadShape.standard(List.of(4, 4, 4, 4), 4, 3));
        Map<String, NDArray> segmentation = new LinkedHashMap<>();
        Parameters.state(beit).forEach((name, tensor) -> segmentation.put("backbone." + name, tensor));
        Parameters.state(head).forEach((name, tensor) -> segmentation.put("decode_head." + name, tensor));
        all.put("segmentation", segmentation);
        return all;
    }

    private static Map<String, NDArray> joined(Block encoder, String prefix, Block head) {
        Map<String, NDArray> joined = new LinkedHashMap<>(Parameters.state(encoder));
        Parameters.state(head).forEach((name, tensor) -> joined.put(prefix + name, tensor));
        return joined;
    }

    private static List<Block> transformers(NetworkContext context) {
        VisionTransformer encoder = vit(context, 3, Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0);
        VitConfig config = encoder.config();
        VisionTransformer distilled = new VisionTransformer(
                context,
                new VitConfig(
                        config.image(),
                        config.patch(),
                        config.stack(),
                        true,
                        config.positions(),
                        config.relativeBias(),
                        config.start(),
                        config.frozenPatches(),
                        config.normalisation()));
        return List.of(
                encoder,
                vit(context, 3, Positions.SIN_COS, RelativeBias.NONE, QkvBias.FUSED, 0),
                vit(context, 3, Positions.LEARNED, RelativeBias.NONE, QkvBias.FUSED, 0.1),
                vit(context, 2, Positions.NONE, RelativeBias.SHARED, QkvBias.QUERY_VALUE, 0.1),
                vit(context, 2, Positions.LEARNED, RelativeBias.PER_BLOCK, QkvBias.QUERY_VALUE, 0.1),
                distilled,
                new VitCodeEncoder(context, config, 4),
                new VitCodeDecoder(context, config.image(), config.patch(), config.stack(), config.start(), 4),
                timeSformer(context, VideoAttention.DIVIDED),
                timeSformer(context, VideoAttention.JOINT));
    }

    private static TimeSformer timeSformer(NetworkContext context, VideoAttention attention) {
        return new TimeSformer(
                context,
                new TimeSformerConfig(
                        16, PATCH, 2, 3, 1, BlockShape.plain(8, 2), attention, 0, Normalisation.IMAGENET));
    }

    private static List<Block> convolutional(NetworkContext context) {
        List<Integer> widths = List.of(2, 3, 4, 5, 6);
        ResNetShape residual =
                new ResNetShape(ResNetShape.Unit.BOTTLENECK, List.of(1, 1, 1, 1), List.of(4, 4, 4, 4), 3);
        ResNetShape bottom = new ResNetShape(residual.unit(), residual.blocks(), residual.widths(), 0);
        DalleShape dalle = new DalleShape(4, 1, 6, 4);
        RpnSettings.Counts counts = new RpnSettings.Counts(4, 4);
        return List.of(
                new SqueezeNetFeatures(context, SqueezeNetFeatures.Colours.CAFFE),
                new ResNet(context, residual),
                new Vgg(context, VggShape.vgg16(widths, false), 4, 3),
                new Vgg(context, VggShape.vgg16(widths, true), 4, 3),
                new DalleEncoder(context, dalle),
                new DalleDecoder(context, dalle),
                new Lpips(context, VggShape.vgg16(widths, false)),
                new PatchDiscriminator(context, new DiscriminatorShape(2, 2, DiscriminatorShape.Norm.BATCH)),
                new PatchDiscriminator(context, new DiscriminatorShape(2, 2, DiscriminatorShape.Norm.ACTIVATION)),
                new MaskRcnn(
                        context,
                        new DetectionTransform(64, 96),
                        new PyramidBackbone(context, new ResNetMaps(context, bottom), 8),
                        AnchorGenerator.pyramid(8, 16, 32, 48),
                        RpnSettings.standard(counts, counts),
                        new RoiShape(8, 3, 3, 12, 4, List.of(6), 6, 0, true),
                        RoiSettings.STANDARD));
    }

    private static List<Block> heads(NetworkContext context) {
        return List.of(
                new DinoHead(context, new DinoHead.Widths(8, 6, 4, 5), true),
                ContrastiveHead.normed(context, 8, 6, 6, 4),
                new UperHead(context, UperHeadShape.standard(List.of(4, 4, 4, 4), 4, 3)));
    }

    static VisionTransformer vit(
            NetworkContext context, int grid, Positions positions, RelativeBias relative, QkvBias bias, double scale) {
        return new VisionTransformer(
                context,
                new VitConfig(
                        grid * PATCH,
                        PATCH,
                        2,
                        new BlockShape(8, 2, 4, 16, bias, scale),
                        positions,
                        relative,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }

    static VqModel vqByGradients(NDManager manager, long seed) {
        NetworkContext context = context(manager, seed);
        return vq(context, new GradientVectorQuantizer(context, 5, 4, 1, 0.25));
    }

    static VqModel vqByAverages(NDManager manager, long seed) {
        NetworkContext context = context(manager, seed);
        return vq(context, new EmaVectorQuantizer(context, 5, 4, 0.25, EmaCodebook.standard()));
    }

    private static VqModel vq(NetworkContext context, VectorQuantizer quantizer) {
        CnnShape shape = new CnnShape(4, List.of(1, 2), 1, true, 4, 2);
        return new VqModel(context, shape, shape, quantizer);
    }
}
