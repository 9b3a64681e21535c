package io.peco4j.product.page;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium of the system with one page, driven by its DevTools protocol over a WebSocket of the JDK: the
 * protocol is JSON, and reports every request and every message of the console, which the command line does not.
 */
final class Chromium implements AutoCloseable {
    private static final long SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentHashMap<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI address) throws Exception {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Messages())
                .get(SECONDS, TimeUnit.SECONDS);
        JsonObject blank = new JsonObject();
        blank.addProperty("url", "about:blank");
        JsonObject target = ask("Target.createTarget", blank, "");
        target.addProperty("flatten", true);
        this.session = ask("Target.attachToTarget", target, "").get("sessionId").getAsString();
    }

    /** The program; empty if this machine has none. */
    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it; its profile is a folder of its own. */
    static Chromium start(Path program, Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // Its sockets, which it leaves behind when it is ended.
        builder.environment().put("TMPDIR", Files.createDirectories(profile).toString());
        Process process = builder.start();
        try {
            return new Chromium(process, address(process, profile.resolve("DevToolsActivePort")));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** It writes its port and the path of its socket into its profile, once it listens. */
    private static URI address(Process process, Path file) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            Thread.sleep(50);
        }
        throw new IOException("Chromium does not listen");
    }

    /** Calls a method of the protocol on the page, and waits for its result. */
    JsonObject call(String method, String parameters) throws Exception {
        return ask(method, JsonParser.parseString(parameters).getAsJsonObject(), session);
    }

    /** The value of an expression of JavaScript on the page; promises are awaited. */
    String evaluate(String expression) throws Exception {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject result = ask("Runtime.evaluate", parameters, session);
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.toString());
        }
        return result.getAsJsonObject("result").get("value").getAsString();
    }

    /** What happened since the last call, in order. */
    List<JsonObject> events() {
        List<JsonObject> all = List.copyOf(events);
        events.removeAll(all);
        return all;
    }

    private JsonObject ask(String method, JsonObject parameters, String on) throws Exception {
        int id = next.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        if (!on.isEmpty()) {
            message.addProperty("sessionId", on);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
        JsonObject all = answer.get(SECONDS, TimeUnit.SECONDS);
        if (all.has("error")) {
            throw new IllegalStateException(method + ": " + all.get("error"));
        }
        return all.getAsJsonObject("result");
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    /** Messages come in parts. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                CompletableFuture<JsonObject> asked =
                        message.has("id") ? answers.remove(message.get("id").getAsInt()) : null;
                if (asked != null) {
                    asked.complete(message);
                } else {
                    events.add(message);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
