package io.peco4j.conformance.mutant.task;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.ImageClassifier;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Kernel;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reference's classifier: minus the squared distances from the means of classes. */
class NearestMean implements ImageClassifier {
    private static final Kernel LOGITS = Kernel.compile("minus squared distances", """
            def forward(self, x: Tensor, means: Tensor) -> Tensor:
              apart = torch.sub(torch.unsqueeze(x, 1), torch.unsqueeze(means, 0))
              return torch.neg(torch.sum(torch.mul(apart, apart), [2]))
            """);

    final ReferenceTask task;

    NearestMean(ReferenceTask task) {
        this.task = task;
    }

    @Override
    public NDArray logits(NDArray images, boolean training) {
        return LOGITS.apply(task.features(images), task.learnedMeans);
    }

    @Override
    public int classes() {
        return task.classes;
    }

    @Override
    public PictureSize imageSize() {
        return task.encoder.imageSize();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(task.encoder.state());
        state.put("means", task.learnedMeans);
        return state;
    }
}
