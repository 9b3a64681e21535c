package @package@;

import io.peco4j.api.plugin.PluginModule;

/** Registers {@code @id@}. */
public final class @Name@Plugin extends PluginModule {
    @Override
    protected void configure() {
        @word@("@id@", @Name@Options.class).to(@Name@.class);
    }
}
