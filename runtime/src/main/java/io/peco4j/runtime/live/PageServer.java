package io.peco4j.runtime.live;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of a run to browsers on this machine, and nothing else: it listens on 127.0.0.1 alone, answers GET and
 * HEAD, knows the page and its state, and reads no file. The page has its pictures inside. Names other than 127.0.0.1
 * and localhost are refused, so that no page from elsewhere can read it by a name of its own for this machine.
 */
public final class PageServer implements AutoCloseable {
    private static final long WATCHED = TimeUnit.SECONDS.toNanos(6);
    private static final long LAST_LOOK = TimeUnit.SECONDS.toMillis(5);

    private final HttpServer server;
    private final ExecutorService thread;
    private volatile @Nullable LiveRun run;
    private volatile String served = "";
    private volatile long asked = System.nanoTime() - WATCHED;

    private PageServer(HttpServer server) {
        this.server = server;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "page-server");
            made.setDaemon(true);
            return made;
        });
        server.setExecutor(thread);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for any that is free
     * @throws InvalidInputException PECO-613 if the port is taken or forbidden
     */
    public static PageServer start(int port) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new PageServer(HttpServer.create(new InetSocketAddress(loopback, port), 0));
        } catch (BindException e) {
            throw new InvalidInputException(new Problem(
                    "PECO-613",
                    "port " + port + " cannot be used: " + e.getMessage(),
                    "--port",
                    "name another port, or leave --port away for one that is free"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Shows this run from now on. */
    public void show(LiveRun begun) {
        run = begun;
    }

    /** Ends, and the run with it; if somebody watches, only after its last state was fetched, or a few seconds. */
    @Override
    public void close() {
        LiveRun shown = run;
        if (shown != null) {
            shown.over();
        }
        try {
            for (long waited = 0; waited < LAST_LOOK && isWatched(); waited += 50) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        thread.shutdownNow();
    }

    private boolean isWatched() {
        LiveRun shown = run;
        return shown != null && System.nanoTime() - asked < WATCHED && !served.equals(shown.version());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            LiveRun shown = run;
            String path = exchange.getRequestURI().getRawPath();
            if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, "text/plain", "This page can only be read.\n");
            } else if (!isNamedAsItself(exchange.getRequestHeaders())) {
                answer(exchange, 403, "text/plain", "This page is at " + address() + "\n");
            } else if (!List.of("/", "/report.html", "/state").contains(path)) {
                answer(exchange, 404, "text/plain", "There is nothing here but " + address() + "\n");
            } else if (shown == null) {
                exchange.getResponseHeaders().set("Refresh", "2");
                answer(exchange, 200, "text/plain", "The study is being planned.\n");
            } else {
                asked = System.nanoTime();
                answer(exchange, shown, path);
            }
        }
    }

    private void answer(HttpExchange exchange, LiveRun shown, String path) throws IOException {
        if (path.equals("/state")) {
            answer(exchange, 200, "application/json", shown.state());
            return;
        }
        String version = shown.version();
        answer(exchange, 200, "text/html", shown.page());
        served = version;
    }

    private boolean isNamedAsItself(Headers headers) {
        String host = headers.getFirst("Host");
        return host != null && isNamed(host, server.getAddress().getPort());
    }

    /** Whether a header names this machine and the port, which a browser leaves out where it is the protocol's own. */
    static boolean isNamed(String host, int port) {
        String whole = host.contains(":") ? host : host + ":80";
        return List.of("127.0.0.1:" + port, "localhost:" + port).contains(whole);
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
