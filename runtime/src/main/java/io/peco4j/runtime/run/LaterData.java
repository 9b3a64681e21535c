package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A data set that is opened when somebody asks for anything of it: a tokenizer that is only used mostly does not, and
 * its data may be long gone. One thread at a time.
 */
final class LaterData implements Dataset {
    private final Supplier<Dataset> opener;
    private @Nullable Dataset opened;

    LaterData(Supplier<Dataset> opener) {
        this.opener = opener;
    }

    private Dataset opened() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }

    @Override
    public List<Split> splits() {
        return opened().splits();
    }

    @Override
    public List<String> classes() {
        return opened().classes();
    }

    @Override
    public List<Integer> colours() {
        return opened().colours();
    }

    @Override
    public Class<? extends Example> exampleType() {
        return opened().exampleType();
    }

    @Override
    public List<String> notes() {
        return opened().notes();
    }

    @Override
    public Corrupt corrupt() {
        return opened().corrupt();
    }

    @Override
    public String fingerprint() {
        return opened().fingerprint();
    }
}
