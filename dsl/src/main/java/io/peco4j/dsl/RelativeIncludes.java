package io.peco4j.dsl;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Lets a study file include files by relative paths, and nothing from the network, the class path or an absolute path.
 */
final class RelativeIncludes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    /** The deepest level of includes, which ends circles. */
    static final int DEEPEST = 8;

    private final String place;
    private final Path file;
    private final int depth;
    private final Consumer<Problem> remarks;

    /**
     * @param place what problems call the file: not every path can be made of its text again
     * @param file that includes others; not used at the deepest level, which includes none
     * @param remarks receives what is valid but may not be what its author meant
     */
    RelativeIncludes(String place, Path file, int depth, Consumer<Problem> remarks) {
        this.place = place;
        this.file = file;
        this.depth = depth;
        this.remarks = remarks;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return includeFile(context, new File(what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        if (what.isAbsolute() || what.getPath().contains(":")) {
            throw refused(what.getPath(), "only files can be included, by a path relative to this file");
        }
        if (depth >= DEEPEST) {
            throw refused(what.getPath(), "includes are nested more than " + DEEPEST + " deep here");
        }
        return StudyParser.raw(file.resolveSibling(what.getPath()), depth + 1, remarks)
                .root();
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        throw refused(what.toString(), "only files can be included, by a path relative to this file");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        throw refused(what, "only files can be included, by a path relative to this file");
    }

    private InvalidInputException refused(String what, String why) {
        return new InvalidInputException(new Problem("PECO-101", what + " is not included", place, why));
    }
}
