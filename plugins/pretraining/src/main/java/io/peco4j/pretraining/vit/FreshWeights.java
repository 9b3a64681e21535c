package io.peco4j.pretraining.vit;

import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.Start;

/** How an encoder's weights start where no file gives them. */
public enum FreshWeights {
    /** As those of the model that introduced the encoder's positions. */
    AUTO,
    /** {@link Start#BEIT}. */
    BEIT,
    /** {@link Start#MAE}. */
    MAE,
    /** {@link Start#MOCO_V3}. */
    MOCO_V3,
    /** {@link Start#TIMM}. */
    TIMM;

    /** The rule for an encoder of these positions. */
    Start with(Positions positions) {
        return switch (this) {
            case AUTO -> model(positions);
            case BEIT -> Start.BEIT;
            case MAE -> Start.MAE;
            case MOCO_V3 -> Start.MOCO_V3;
            case TIMM -> Start.TIMM;
        };
    }

    /**
     * The positions' own model. Fixed positions are of size 1, and a patch embedding as small as BEiT's would be lost
     * beside them: MoCo v3 never even trains it.
     */
    private static Start model(Positions positions) {
        return switch (positions) {
            case NONE, LEARNED -> Start.BEIT;
            case LEARNED_DINO -> Start.TIMM;
            case SIN_COS -> Start.MAE;
            case SIN_COS_MOCO -> Start.MOCO_V3;
        };
    }
}
