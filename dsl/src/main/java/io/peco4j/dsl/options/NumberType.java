package io.peco4j.dsl.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.control.Validation;

/** Numbers: int, long or double. A whole number may be written with a fraction of zero or an exponent. */
record NumberType(Width width, Bounds bounds) implements OptionType {
    /** Beyond it a double cannot represent every whole number. */
    private static final double EXACT = 0x1p53;

    enum Width {
        INT,
        LONG,
        DOUBLE
    }

    @Override
    public String word() {
        return width == Width.DOUBLE ? "number" : "whole number";
    }

    @Override
    public String expected() {
        return expected(bounds);
    }

    private String expected(Bounds range) {
        String one = "a " + word();
        return range.text().isEmpty() ? one : one + (range.text().startsWith("from") ? " " : ", ") + range.text();
    }

    @Override
    public String range() {
        return bounds.text();
    }

    @Override
    public Validation<Seq<Problem>, Object> read(ConfigValue value, String path, Config encoder) {
        if (!(value.unwrapped() instanceof Number number)
                || (width != Width.DOUBLE && number instanceof Double fraction && !whole(fraction))) {
            return OptionProblems.invalid(OptionProblems.wrongType(path, value, expected()));
        }
        if (!bounds.contains(number.doubleValue())) {
            return OptionProblems.invalid(OptionProblems.outOfRange(path, value, expected()));
        }
        long whole = number.longValue();
        if (width == Width.INT && whole != (int) whole) {
            Bounds all = new Bounds(Integer.MIN_VALUE, Integer.MAX_VALUE);
            return OptionProblems.invalid(OptionProblems.outOfRange(path, value, expected(all)));
        }
        return switch (width) {
            case INT -> Validation.valid((int) whole);
            case LONG -> Validation.valid(whole);
            case DOUBLE -> Validation.valid(number.doubleValue());
        };
    }

    private static boolean whole(double number) {
        return number == Math.rint(number) && Math.abs(number) <= EXACT;
    }

    @Override
    public ConfigValue write(Object value, StandIns standIns) {
        return ConfigValueFactory.fromAnyRef(value);
    }
}
