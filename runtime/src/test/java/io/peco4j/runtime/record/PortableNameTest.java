package io.peco4j.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PortableNameTest {
    private static final List<String> ALIKE = List.of(
            "small",
            "Small",
            "SMALL",
            "a/b",
            "a_b",
            "a:b",
            "a b",
            "a\\b",
            "a-b",
            "con",
            "CON",
            "con.txt",
            "nul",
            "a.",
            "a",
            "..",
            ".",
            ".a",
            "\u72ac",
            "\u732b",
            "a ",
            " a",
            "",
            "a*b",
            "a?b",
            "x".repeat(300),
            "x".repeat(301));

    @Test
    void plainNamesStayAndOthersAreStable() {
        assertThat(PortableName.of("linear-probe")).isEqualTo("linear-probe");
        assertThat(PortableName.of("acme.vq_kd-2")).isEqualTo("acme.vq_kd-2");
        assertThat(PortableName.of("Small")).isEqualTo(PortableName.of("Small")).matches("small-[0-9a-f]{8}");
    }

    @Test
    void namesThatLookAlikeHaveDifferentFiles() {
        Set<String> files = new HashSet<>();
        for (String name : ALIKE) {
            String file = PortableName.of(name);
            assertPortable(file);
            assertThat(files.add(file)).as(name + " is " + file).isTrue();
            // A name that is the file of another one is not the same file.
            assertThat(PortableName.of(file).equals(file)).isEqualTo(file.equals(name));
        }
    }

    @Property
    void everyNameHasAFile(@ForAll("names") String one, @ForAll("names") String other) {
        assertPortable(PortableName.of(one));
        assertThat(PortableName.of(one).equalsIgnoreCase(PortableName.of(other)))
                .isEqualTo(one.equals(other));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("aAbB.-_/: 0").ofMaxLength(4);
    }

    private static void assertPortable(String file) {
        assertThat(file)
                .matches("[a-z0-9_][a-z0-9._-]{0,73}")
                .doesNotEndWith(".")
                .isLowerCase();
        assertThat(file.toLowerCase(Locale.ROOT)).doesNotMatch("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");
    }
}
