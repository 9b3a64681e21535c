package io.peco4j.product.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ProblemCodesTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern CODE = Pattern.compile("PECO-(\\d{3})");
    private static final Pattern RANGE = Pattern.compile("PECO-(\\d{3}) to PECO-(\\d{3})");

    @Test
    void theReferenceListsEveryCodeThatIsUsedAndNoOther() throws IOException {
        String reference = Files.readString(ROOT.resolve("docs/problems.md"));
        Set<Integer> listed = codes(reference);
        Matcher ranges = RANGE.matcher(reference);
        while (ranges.find()) {
            for (int code = Integer.parseInt(ranges.group(1)); code < Integer.parseInt(ranges.group(2)); code++) {
                listed.add(code);
            }
        }
        Set<Integer> used = new TreeSet<>();
        for (Path file : MainSources.files()) {
            used.addAll(codes(Files.readString(file)));
        }
        assertThat(used).hasSizeGreaterThan(50);
        assertThat(listed).isEqualTo(used);
    }

    private static Set<Integer> codes(String text) {
        Set<Integer> codes = new TreeSet<>();
        Matcher matcher = CODE.matcher(text);
        while (matcher.find()) {
            codes.add(Integer.parseInt(matcher.group(1)));
        }
        return codes;
    }
}
