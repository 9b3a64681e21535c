package io.peco4j.runtime.template;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * How a new plugin is called, and what follows from it.
 *
 * @param name of the project, such as {@code acme-tokenizer}: who makes it, and what it is
 * @param packageName of its classes, such as {@code com.acme}
 */
public record PluginName(String name, String packageName) {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)+");

    /** @throws InvalidInputException if no project, component or package can be called so */
    public PluginName {
        if (!SHAPE.matcher(name).matches() || !ComponentId.isValid(name.replaceFirst("-", "."))) {
            throw new InvalidInputException(new Problem(
                    "PECO-420",
                    "'" + name + "' cannot be the name of a plugin",
                    "command line",
                    "your prefix, a hyphen, and what it is, in lower-case letters and digits: acme-tokenizer"));
        }
        if (!SourceVersion.isName(packageName) || !packageName.equals(packageName.toLowerCase(Locale.ROOT))) {
            throw new InvalidInputException(new Problem(
                    "PECO-420",
                    "'" + packageName + "' cannot be the name of a package",
                    "command line",
                    "lower-case words separated by dots, none of them a keyword of Java: --package com.acme"));
        }
    }

    /** The package of those who do not say one: {@code com.acme} for {@code acme-tokenizer}. */
    public static String packageOf(String name) {
        return "com." + name.replaceFirst("-.*", "");
    }

    /** The component's id: {@code acme.tokenizer}. */
    public String id() {
        return name.replaceFirst("-", ".");
    }

    /** Who makes it: {@code acme}. */
    String prefix() {
        return name.substring(0, name.indexOf('-'));
    }

    /** What it is, without who makes it: {@code tokenizer}. */
    String what() {
        return name.substring(name.indexOf('-') + 1);
    }

    /** The component's class: {@code AcmeTokenizer}. */
    public String className() {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
