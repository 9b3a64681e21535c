package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A file or folder; a relative path stays relative. */
record PathType() implements OptionType {
    @Override
    public String word() {
        return "path";
    }

    @Override
    public String expected() {
        return "a path";
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        return TextType.text(value, path, expected()).flatMap(text -> {
            try {
                return Validation.valid(Path.of(text));
            } catch (InvalidPathException e) {
                return OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
            }
        });
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return standIns.path((Path) value);
    }

    @Override
    public Stream<Path> paths(Object value) {
        return Stream.of((Path) value);
    }
}
