package io.peco4j.api.options;

import java.nio.file.Path;
import java.util.List;

/**
 * Options whose component reads files that no option names, such as the pictures that lie beside a list of them. An
 * options record implements it.
 *
 * <p>The content of every file and folder that an option names is part of a stage's key already. What is read beside
 * them must be said here, or a stage would be reused though its input has changed.
 */
@FunctionalInterface
public interface ReadsBeside {
    /**
     * The files that are read beside those that options name, in an order that follows from these.
     *
     * @return files or folders, which may be missing; empty where the options are wrong, which the component's
     *     constructor says
     */
    List<Path> readsBeside();
}
