package io.peco4j.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
    @Test
    void onlyArgumentsThatAShellWouldChangeAreQuoted() {
        assertThat(ShellWords.of(
                        List.of("run", "a+b/study-1.conf", "--set", "data.path=photos,100%", "--out", "B\u00e4r")))
                .isEqualTo("run a+b/study-1.conf --set data.path=photos,100% --out B\u00e4r");
        assertThat(ShellWords.of(List.of("my study.conf", "seeds=[0]", "it's", "$HOME", "")))
                .isEqualTo("'my study.conf' 'seeds=[0]' 'it'\\''s' '$HOME' ''");
    }
}
