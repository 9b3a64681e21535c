package io.peco4j.product.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Precision;
import io.peco4j.datasets.DatasetsPlugin;
import io.peco4j.dsl.StudyFile;
import io.peco4j.pretraining.PretrainingPlugin;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.live.LiveRun;
import io.peco4j.runtime.live.PageServer;
import io.peco4j.runtime.plan.Host;
import io.peco4j.runtime.plan.Plan;
import io.peco4j.runtime.plan.Planner;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import io.peco4j.runtime.run.Provenances;
import io.peco4j.runtime.run.StudyRunner;
import io.peco4j.runtime.store.ArtifactStore;
import io.peco4j.tasks.TasksPlugin;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code run --watch}. */
final class LivePageTest {
    private static final String STUDY = """
            study = live
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { component = vit, size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { none {} }
            task { knn { neighbours = [1] } }
            seeds = [0, 1]
            """;

    @TempDir
    private Path folder;

    private final PageServer server = PageServer.start(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private ArtifactStore store = new ArtifactStore(Path.of("store"));

    @BeforeEach
    void open() {
        store = new ArtifactStore(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void thePageGrowsWithTheRun() {
        Plan plan = plan();
        List<String> pages = new ArrayList<>();
        LiveRun live = live(plan, UnaryOperator.identity());
        server.show(live);
        run(plan, live.and(event -> {
            if (event instanceof Event.StageFinished) {
                pages.add(get("").body());
            }
        }));
        live.over();
        pages.add(get("").body());
        assertThat(pages).hasSize(plan.stages().size() + 1);
        for (int i = 0; i < plan.stages().size(); i++) {
            assertThat(pages.get(i)).contains("This run goes on: " + (i + 1) + " of 4 stages are finished");
        }
        assertThat(pages.get(0)).contains("No task has a result.");
        assertThat(pages.get(4)).contains("This run is over: 4 of 4 stages are finished.", "2 seeds.");
        assertThat(get("state").body()).contains("\"version\":\"" + live.version() + "\"", "This run is over");
    }

    /** Whoever watches {@code run --until} sees its rule and its command, and no end before the last look. */
    @Test
    void aRunThatAddsSeedsIsNotOverAfterALook() {
        Plan plan = plan();
        LiveRun live = live(plan, run -> run.with(rule(Reason.GOES_ON)));
        server.show(live);
        RunRecord run = run(plan, live);
        assertThat(get("").body())
                .contains("This run goes on: 4 of 4 stages are finished.", "Seeds were added one by one until")
                .contains("peco4j run live.conf --until 1 --watch");
        live.kept(run.with(rule(Reason.OUT_OF_TIME)));
        assertThat(get("").body()).contains("This run goes on", "after 2 seeds another one would have taken more");
        String version = live.version();
        live.over();
        assertThat(get("").body()).contains("This run is over: 4 of 4 stages are finished.", "after 2 seeds another");
        assertThat(live.version()).isNotEqualTo(version);
    }

    @Test
    void theRunEndsWithTheServer() {
        LiveRun live = live(plan(), UnaryOperator.identity());
        server.show(live);
        server.close();
        assertThat(live.state()).contains("This run is over: 0 of 4 stages");
    }

    private LiveRun live(Plan plan, UnaryOperator<RunRecord> soFar) {
        return new LiveRun(plan, store, "peco4j run live.conf --until 1 --watch", soFar, Clock.systemUTC());
    }

    private static Stopping rule(Reason reason) {
        return new Stopping(1, 60, 2, reason, 0, "");
    }

    @Test
    void itIsReadOnThisMachineAndNothingElseIs() throws Exception {
        server.show(live(plan(), UnaryOperator.identity()));
        assertThat(get("report.html").headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            assertThat(raw(method + " / HTTP/1.1\r\nHost: " + host())).contains(" 405 ", "GET, HEAD");
        }
        assertThat(raw("HEAD / HTTP/1.1\r\nHost: " + host())).contains(" 200 ").endsWith("\r\n\r\n");
        for (String path : List.of(
                "/../run.json",
                "/%2e%2e/run.json",
                "//etc/passwd",
                "/report.html/../../store",
                "/store/",
                "/state/..",
                "/..\\run.json",
                "/run.json",
                "/report.html%00.json")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: " + host()))
                    .as(path)
                    .containsAnyOf(" 404 ", " 400 ")
                    .doesNotContain("<html");
        }
        assertThat(raw("GET / HTTP/1.1\r\nHost: elsewhere.example:80"))
                .contains(" 403 ")
                .doesNotContain("<html");
        assertThat(InetAddress.getByName(server.address().getHost()).isLoopbackAddress())
                .isTrue();
        for (InetAddress other : addresses()) {
            assertThatThrownBy(() -> new Socket(other, server.address().getPort()).close())
                    .as("%s", other)
                    .isInstanceOf(ConnectException.class);
        }
        assertThatThrownBy(() -> PageServer.start(server.address().getPort()))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo("PECO-613"));
    }

    @Test
    void aBrowserFollowsItByItself() throws Exception {
        Optional<Path> program = Chromium.program();
        Assumptions.assumeTrue(program.isPresent(), "no Chromium on this machine: pages are not tried in a browser");
        Plan plan = plan();
        LiveRun live = live(plan, UnaryOperator.identity());
        server.show(live);
        try (Chromium browser = Chromium.start(program.orElseThrow(), folder.resolve("profile"))) {
            Watched first = Watched.load(browser, server.address(), 768, "light");
            assertThat(first.complaints()).isEmpty();
            assertThat(first.requests()).isEmpty();
            assertThat(browser.evaluate("document.body.innerText")).contains("0 of 4 stages are finished");
            run(plan, live);
            live.over();
            await(browser, "This run is over: 4 of 4 stages are finished.");
            server.close();
            await(browser, "The program has ended; this page is no longer renewed.");
            assertThat(browser.evaluate("document.body.innerText")).contains("Results");
        }
    }

    private static void await(Chromium browser, String text) throws Exception {
        for (int i = 0;
                i < 600
                        && !browser.evaluate("document.body ? document.body.innerText : ''")
                                .contains(text);
                i++) {
            Thread.sleep(50);
        }
        assertThat(browser.evaluate("document.body.innerText")).contains(text);
    }

    private static Plan plan() {
        Registry registry = Registry.of(List.of(new DatasetsPlugin(), new PretrainingPlugin(), new TasksPlugin()));
        ContentDigests contents = ContentDigests.plain();
        return new Planner(registry, Host.of(EngineSession.start(), contents), contents)
                .plan(StudyFile.read(ConfigFactory.parseString(STUDY)), Precision.FLOAT32);
    }

    private RunRecord run(Plan plan, Listener listener) {
        Clock clock = Clock.systemUTC();
        return new StudyRunner(store, Provenances.of(plan, EngineSession.start(), clock), listener, clock)
                .run(plan, folder.resolve("live"), "test");
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(server.address().resolve(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String host() {
        URI address = server.address();
        return address.getHost() + ":" + address.getPort();
    }

    /** What comes back for exactly these lines, which clients would put in order first. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(server.address().getHost(), server.address().getPort())) {
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Those by which other machines reach this one. */
    private static List<InetAddress> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
