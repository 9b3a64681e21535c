import static com.acme.fsq.Fsq.fsq;
import static io.peco4j.dsl.Components.codewordProbe;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.vqvae;

import io.peco4j.dsl.Study;

/** Do fixed levels tell classes as well as a learned codebook? */
public final class FsqStudy {
    public static Study study() {
        return Study.named("fsq")
                .data(scenes().image(32).train(256).val(64))
                .tokenizer("fsq", fsq().levels(8, 5, 5).image(32).channels(32).epochs(5))
                .tokenizer("vqvae", vqvae().preset("tiny").codebook(256, 16).image(32).epochs(5))
                .task(codewordProbe())
                .seeds(0)
                .build();
    }
}
