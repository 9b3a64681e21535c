package io.peco4j.product.architecture.planted.tokenizers;

import io.peco4j.product.architecture.planted.runtime.plan.NamesPlugin;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Knows the runtime, and FFmpeg. */
public interface Tokens {
    /** Of the module that loads plugins. */
    Optional<NamesPlugin> plan();

    /** Of the library that one package alone knows. */
    AVFrame frame();
}
