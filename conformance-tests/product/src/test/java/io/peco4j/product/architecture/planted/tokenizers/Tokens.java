package io.peco4j.product.architecture.planted.tokenizers;

import io.peco4j.product.architecture.planted.runtime.plan.NamesPlugin;
import java.util.Optional;

/** Knows the runtime. */
public interface Tokens {
    /** Of the module that loads plugins. */
    Optional<NamesPlugin> plan();
}
