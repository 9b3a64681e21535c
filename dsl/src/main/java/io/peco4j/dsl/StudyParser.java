package io.peco4j.dsl;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Parses the text of a study without looking at anything but the file and what it includes by a relative path. */
final class StudyParser {
    private StudyParser() {}

    /**
     * @param remarks receives what is valid but may not be what its author meant
     * @throws InvalidInputException if the file cannot be read or is not HOCON
     */
    static Config parse(Path file, Consumer<Problem> remarks) {
        try {
            return raw(file, 0, remarks).resolve(ConfigResolveOptions.noSystem());
        } catch (ConfigException e) {
            throw malformed(e, file.toString());
        }
    }

    /** @param depth how many files lie between this one and the study */
    static Config raw(Path file, int depth, Consumer<Problem> remarks) {
        try {
            String text = Files.readString(file);
            CutValues.in(text, file.toString()).forEach(remarks);
            return ConfigFactory.parseString(
                    text,
                    options(file.toString()).setIncluder(new RelativeIncludes(file.toString(), file, depth, remarks)));
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-101",
                    "there is no file " + file,
                    "",
                    "check the path; it is relative to the current"
                            + " folder or, for an include, to the folder of the file that includes it"));
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem("PECO-101", file + " cannot be read", "", "expected UTF-8 text: " + e));
        }
    }

    /**
     * A text that may include nothing.
     *
     * @throws InvalidInputException PECO-101 if it is no HOCON
     */
    static Config parse(String text, String place) {
        try {
            return fragment(text, place);
        } catch (ConfigException e) {
            throw malformed(e, place);
        }
    }

    /**
     * The same of a part of a study.
     *
     * @throws ConfigException if it is no HOCON
     */
    static Config fragment(String text, String place) {
        return ConfigFactory.parseString(
                        text,
                        options(place)
                                .setIncluder(new RelativeIncludes(
                                        place, Path.of(""), RelativeIncludes.DEEPEST, remark -> {})))
                .resolve(ConfigResolveOptions.noSystem());
    }

    private static ConfigParseOptions options(String place) {
        return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(place);
    }

    private static InvalidInputException malformed(ConfigException e, String file) {
        return new InvalidInputException(
                new Problem("PECO-101", "the study file cannot be understood", file, String.valueOf(e.getMessage())));
    }
}
