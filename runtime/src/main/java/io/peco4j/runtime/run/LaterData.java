package io.peco4j.runtime.run;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.ForwardingDataset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A data set that is opened when somebody asks for anything of it: a tokenizer that is only used mostly does not, and
 * its data may be long gone. One thread at a time.
 */
final class LaterData implements ForwardingDataset {
    private final Supplier<Dataset> opener;
    private @Nullable Dataset opened;

    LaterData(Supplier<Dataset> opener) {
        this.opener = opener;
    }

    @Override
    public Dataset dataset() {
        if (opened == null) {
            opened = opener.get();
        }
        return opened;
    }
}
