package io.peco4j.conformance.mutant.encoder;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import jakarta.inject.Inject;

/** Keeps all rules, and lacks the ability to take any size. */
final class OneSizeEncoder extends ReferenceEncoder {
    @Inject
    OneSizeEncoder(Options options, NetworkContext context) {
        super(options, context);
    }

    @Override
    NDArray start(NDArray images, Masking masking) {
        require(PictureSize.of(images));
        return super.start(images, masking);
    }

    @Override
    public VisionEncoder twin(PictureSize size, NetworkContext other) {
        require(size);
        return super.twin(size, other);
    }

    private void require(PictureSize size) {
        if (!size.equals(imageSize())) {
            throw new UnsupportedOperationException("pictures of " + size + " pixels; only " + imageSize() + " fit");
        }
    }
}
