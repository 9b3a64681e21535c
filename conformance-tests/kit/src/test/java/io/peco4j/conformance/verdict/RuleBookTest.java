package io.peco4j.conformance.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.peco4j.conformance.Rule;
import io.peco4j.conformance.verdict.RuleBook.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RuleBookTest {
    private final RuleBook book = RuleBook.bundled();

    @Test
    void everyTestedRuleIsInTheBookAndTheOtherWayRound() {
        Set<String> tested = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("io.peco4j.conformance").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Rule.class))
                        .map(RuleBookTest::number)
                        .collect(Collectors.toCollection(TreeSet::new));
        tested.addAll(PackageRules.NUMBERS);
        Set<String> written = book.rules().stream()
                .filter(rule -> rule.level() != Level.UNTESTED)
                .map(RuleBook.Text::number)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(written).isEqualTo(tested).hasSizeGreaterThan(30);
    }

    @Test
    void everyTestedRuleSaysWhyItIsThereAndWhereToLook() {
        assertThat(book.rules()).allSatisfy(rule -> {
            assertThat(rule.reason()).as(rule.number()).isNotBlank();
            assertThat(rule.hint().isBlank()).as(rule.number()).isEqualTo(rule.level() == Level.UNTESTED);
        });
    }

    private static String number(JavaMethod method) {
        return method.getAnnotationOfType(Rule.class).value();
    }
}
