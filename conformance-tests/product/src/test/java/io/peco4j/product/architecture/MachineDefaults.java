package io.peco4j.product.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.text.BreakIterator;
import java.text.Collator;
import java.text.DateFormat;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Scanner;
import java.util.Set;

/** Calls whose result depends on the locale or the charset of the machine, because the caller names none. */
final class MachineDefaults extends DescribedPredicate<JavaAccess<?>> {
    private static final String NEW = JavaConstructor.CONSTRUCTOR_NAME;

    /** By type: methods that take a {@link Locale}, or have an overload that does. Subtypes count, too. */
    private static final Map<Class<?>, Set<String>> OF_LOCALE = Map.ofEntries(
            Map.entry(String.class, Set.of("format", "formatted", "toLowerCase", "toUpperCase")),
            Map.entry(PrintStream.class, Set.of("format", "printf")),
            Map.entry(PrintWriter.class, Set.of("format", "printf")),
            Map.entry(Formatter.class, Set.of(NEW)),
            Map.entry(Scanner.class, Set.of(NEW)),
            Map.entry(
                    NumberFormat.class,
                    Set.of(
                            NEW,
                            "getInstance",
                            "getNumberInstance",
                            "getIntegerInstance",
                            "getPercentInstance",
                            "getCurrencyInstance",
                            "getCompactNumberInstance")),
            Map.entry(DateFormat.class, Set.of(NEW, "getInstance", "getDateInstance", "getTimeInstance")),
            Map.entry(DecimalFormatSymbols.class, Set.of(NEW, "getInstance")),
            Map.entry(MessageFormat.class, Set.of(NEW, "format")),
            Map.entry(Collator.class, Set.of("getInstance")),
            Map.entry(BreakIterator.class, Set.of("getWordInstance", "getLineInstance", "getSentenceInstance")),
            Map.entry(DateTimeFormatter.class, Set.of("ofPattern", "ofLocalizedDate", "ofLocalizedDateTime")),
            Map.entry(DateTimeFormatterBuilder.class, Set.of("toFormatter")),
            Map.entry(ResourceBundle.class, Set.of("getBundle")),
            Map.entry(Locale.class, Set.of("getDefault")));

    /** By type: methods that take a charset or its name, or have an overload that does. */
    private static final Map<Class<?>, Set<String>> OF_CHARSET = Map.of(
            String.class, Set.of("getBytes"),
            ByteArrayOutputStream.class, Set.of("toString"),
            InputStreamReader.class, Set.of(NEW),
            OutputStreamWriter.class, Set.of(NEW),
            FileReader.class, Set.of(NEW),
            FileWriter.class, Set.of(NEW),
            PrintStream.class, Set.of(NEW),
            Charset.class, Set.of("defaultCharset"));

    MachineDefaults() {
        super("text depends on the machine's locale or charset");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        List<JavaClass> parameters = target.getRawParameterTypes();
        boolean ofLocale = isOneOf(target, OF_LOCALE) && !names(parameters, Locale.class, DecimalFormatSymbols.class);
        boolean ofCharset = (isOneOf(target, OF_CHARSET) || decodes(target) || encodes(target))
                && !names(parameters, Charset.class, String.class);
        return ofLocale || ofCharset;
    }

    private static boolean isOneOf(CodeUnitAccessTarget target, Map<Class<?>, Set<String>> methods) {
        return methods.entrySet().stream()
                .anyMatch(each -> target.getOwner().isAssignableTo(each.getKey())
                        && each.getValue().contains(target.getName()));
    }

    /** Strings of characters need no charset. */
    private static boolean decodes(CodeUnitAccessTarget target) {
        return isOneOf(target, Map.of(String.class, Set.of(NEW)))
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(byte[].class));
    }

    /** Print writers over writers need none, either. */
    private static boolean encodes(CodeUnitAccessTarget target) {
        return isOneOf(target, Map.of(PrintWriter.class, Set.of(NEW)))
                && target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(OutputStream.class));
    }

    private static boolean names(List<JavaClass> parameters, Class<?>... what) {
        return parameters.stream().anyMatch(type -> List.of(what).stream().anyMatch(type::isEquivalentTo));
    }
}
