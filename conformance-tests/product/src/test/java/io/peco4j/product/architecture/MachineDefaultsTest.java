package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rule on classes that break it, and on one that does not. */
final class MachineDefaultsTest {
    private final MachineDefaults rule = new MachineDefaults();

    @Test
    void everyCallThatNamesNoLocaleAndNoCharsetIsFound() {
        assertThat(found(Careless.class))
                .containsExactlyInAnyOrder(
                        "String.format",
                        "String.formatted",
                        "String.toLowerCase",
                        "String.toUpperCase",
                        "PrintWriter.printf",
                        "PrintStream.format",
                        "Formatter.<init>",
                        "Scanner.<init>",
                        "NumberFormat.getPercentInstance",
                        "DecimalFormat.<init>",
                        "DateTimeFormatter.ofPattern",
                        "Locale.getDefault",
                        "String.getBytes",
                        "String.<init>",
                        "InputStreamReader.<init>",
                        "ByteArrayOutputStream.toString",
                        "PrintStream.<init>",
                        "PrintWriter.<init>");
    }

    @Test
    void callsThatNameThemAreNot() {
        assertThat(found(Careful.class)).isEmpty();
    }

    private Set<String> found(Class<?> type) {
        JavaClass imported = new ClassFileImporter().importClasses(type).get(type);
        return imported.getAccessesFromSelf().stream()
                .filter(rule)
                .map(JavaAccess::getTarget)
                .map(target -> target.getOwner().getSimpleName() + "." + target.getName())
                .collect(Collectors.toSet());
    }

    @SuppressWarnings({"DefaultCharset", "StringCaseLocaleUsage", "unused"})
    private static final class Careless {
        private final UnaryOperator<String> lower = String::toLowerCase;

        List<Object> all(byte[] bytes, ByteArrayOutputStream out) {
            return List.of(
                    String.format("%d", 1),
                    "%d".formatted(1),
                    "I".toUpperCase(),
                    new PrintWriter(new StringWriter()).printf("%d", 1),
                    new PrintStream(out).format("%d", 1),
                    new PrintWriter(out),
                    new Formatter(),
                    new Scanner("1"),
                    NumberFormat.getPercentInstance(),
                    new DecimalFormat("0.0"),
                    DateTimeFormatter.ofPattern("MMMM"),
                    Locale.getDefault(),
                    "é".getBytes(),
                    new String(bytes),
                    new InputStreamReader(new ByteArrayInputStream(bytes)),
                    out.toString());
        }
    }

    @SuppressWarnings("unused")
    private static final class Careful {
        List<Object> all(byte[] bytes, ByteArrayOutputStream out) {
            return List.of(
                    String.format(Locale.ROOT, "%d", 1),
                    "I".toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT),
                    new PrintWriter(new StringWriter()).printf(Locale.ROOT, "%d", 1),
                    new Formatter(Locale.ROOT),
                    NumberFormat.getPercentInstance(Locale.ROOT),
                    new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)),
                    DateTimeFormatter.ofPattern("MMMM", Locale.ROOT),
                    "é".getBytes(StandardCharsets.UTF_8),
                    new String(bytes, StandardCharsets.UTF_8),
                    new String(new char[] {'a'}),
                    new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8),
                    out.toString(StandardCharsets.UTF_8));
        }
    }
}
