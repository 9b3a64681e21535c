package io.peco4j.examples;

import static io.peco4j.dsl.Components.noPretraining;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;

/**
 * Table 3 of the PeCo paper: which pretraining helps tasks that need to know where things are? Segmentation is judged
 * by mIoU, detection by the average precision of boxes and of masks; both have pictures of their own. No pretraining is
 * the control below all others, training with labels the one above.
 *
 * <pre>
 * ./peco4j run table-3 --set data.path=PHOTOS
 *     --set task.segmentation.data.path=MAPS --set task.detection.data.path=COCO
 * </pre>
 */
public final class Table3 {
    private static final String NOTE =
            "published for a ViT-B; supervised, MoCo v3 and BEiT as far as the paper's text gives their distance, MAE"
                    + " after 1600 epochs in segmentation and 800 in detection";

    private Table3() {}

    /** On two cores. */
    public static Study study() {
        return study(new Tiny());
    }

    /** As in the paper: UPerNet on ADE20K, Mask R-CNN on COCO. */
    public static Study paper() {
        return study(new Paper());
    }

    private static Study study(Setting setting) {
        return setting.study("table-3")
                .description("Table 3 of PeCo: ways to pretrain a transformer for segmentation and detection")
                .tokenizer("dalle-tokens", setting.dvae())
                .tokenizer("perceptual-tokens", setting.perceptual())
                .pretraining("none", noPretraining())
                .pretraining("supervised", setting.labels())
                .pretraining("moco-v3", setting.contrast())
                .pretraining("beit", setting.tokens(), "dalle-tokens")
                .pretraining("mae", setting.autoencoding())
                .pretraining("peco", setting.tokens(), "perceptual-tokens")
                .task("segmentation", setting.segmented(), setting.maps())
                .task("detection", setting.detected(), setting.objects())
                .published(published("mIoU on ADE20K, %")
                        .on("segmentation")
                        .figure("supervised", 47.4)
                        .figure("moco-v3", 47.3)
                        .figure("beit", 47.1)
                        .figure("mae", 48.1)
                        .figure("peco", 48.5)
                        .order("supervised < peco")
                        .order("moco-v3 < peco")
                        .order("beit < peco")
                        .order("mae < peco"))
                .published(published("box AP on COCO, %")
                        .on("detection", "box AP")
                        .figure("supervised", 44.1)
                        .figure("mae", 46.8)
                        .figure("peco", 47.8)
                        .order("supervised < mae < peco"))
                .published(published("mask AP on COCO, %")
                        .on("detection", "mask AP")
                        .figure("supervised", 39.8)
                        .figure("mae", 41.9)
                        .figure("peco", 42.6)
                        .order("supervised < mae < peco"))
                .build();
    }

    private static Published published(String measure) {
        return Published.in("PeCo, Table 3").measure(measure).note(NOTE);
    }
}
