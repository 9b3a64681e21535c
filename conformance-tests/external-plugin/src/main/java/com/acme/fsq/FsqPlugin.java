package com.acme.fsq;

import io.peco4j.api.plugin.PluginModule;

/** Registers {@code acme.fsq}. */
public final class FsqPlugin extends PluginModule {
    @Override
    protected void configure() {
        tokenizer("acme.fsq", FsqOptions.class).to(FsqTokenizer.class);
    }
}
