package io.peco4j.runtime.cli.doctor;

import io.peco4j.runtime.engine.ConvolutionCheck;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.engine.EngineStartException;

/** Whether convolutions of odd channels are right on this processor. */
final class ConvolutionsCheck implements Check {
    @Override
    public String subject() {
        return "convolutions";
    }

    @Override
    public Finding look() {
        try {
            EngineSession.start();
            return ConvolutionCheck.ofTorch().right()
                    ? Finding.works("equal to the matrix product, with channels padded by peco4j and by oneDNN")
                    : Finding.limited(
                            "right with channels padded by peco4j; wrong with oneDNN's own padding on this processor",
                            "a plugin's kernels call self.conv2d, not torch's or DJL's convolution, or keep to multiples"
                                    + " of 16 channels: see docs/plugin-guide.md");
        } catch (EngineStartException e) {
            return Finding.broken("not compared, or wrong: see engine", "");
        }
    }
}
