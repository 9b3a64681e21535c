package io.peco4j.runtime.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names the page answers to. */
final class PageServerTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 8080, true",
        "localhost:8080, 8080, true",
        "localhost, 80, true",
        "127.0.0.1:80, 80, true",
        "localhost, 8080, false",
        "elsewhere.example, 80, false",
        "elsewhere.example:8080, 8080, false"
    })
    void onlyThisMachineAndItsPortAreNamed(String host, int port, boolean named) {
        assertThat(PageServer.isNamed(host, port)).isEqualTo(named);
    }
}
