package io.peco4j.product.page;

import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A page in the browser at one size and in one colour scheme, with all that went wrong while it was loaded.
 *
 * @param browser shows it
 * @param complaints of the console, of the security policy, and of what is not found
 * @param requests to anywhere but the page itself
 * @param overflow how many pixels the page is wider than the window
 */
record Watched(Chromium browser, List<String> complaints, List<String> requests, int overflow) {

    /** Loads the page anew. */
    static Watched load(Chromium browser, URI page, int width, String scheme) throws Exception {
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            browser.call(domain + ".enable", "{}");
        }
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                String.format(
                        Locale.ROOT,
                        "{\"width\": %d, \"height\": 900, \"deviceScaleFactor\": 1, \"mobile\": false}",
                        width));
        media(browser, "screen", scheme);
        browser.events();
        browser.call("Page.navigate", "{\"url\": \"" + page + "\"}");
        while (!browser.evaluate("location.href + ' ' + document.readyState").equals(page + " complete")) {
            Thread.sleep(20);
        }
        settle(browser);
        int overflow = Integer.parseInt(browser.evaluate(
                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        List<String> complaints = new ArrayList<>();
        List<String> requests = new ArrayList<>();
        for (JsonObject event : browser.events()) {
            String method = event.get("method").getAsString();
            JsonObject what = event.getAsJsonObject("params");
            switch (method) {
                case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                    complaints.add(method + " " + what);
                case "Network.requestWillBeSent" -> {
                    String url = what.getAsJsonObject("request").get("url").getAsString();
                    if (!url.equals(page.toString()) && !url.startsWith("data:")) {
                        requests.add(url);
                    }
                }
                default -> {
                    // nothing to complain about
                }
            }
        }
        return new Watched(browser, complaints, requests, overflow);
    }

    /** Shows the page as on paper, or on a screen in a colour scheme. */
    static void media(Chromium browser, String media, String scheme) throws Exception {
        browser.call(
                "Emulation.setEmulatedMedia",
                "{\"media\": \"" + media + "\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \""
                        + scheme + "\"}]}");
        settle(browser);
    }

    /** Waits until the page is drawn anew. */
    private static void settle(Chromium browser) throws Exception {
        Thread.sleep(100);
        browser.evaluate(
                "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done('drawn'))))");
    }

    /** Writes the whole page as a picture, to be looked at. */
    void picture(Path file) throws Exception {
        JsonObject shot =
                browser.call("Page.captureScreenshot", "{\"format\": \"png\", \"captureBeyondViewport\": true}");
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.get("data").getAsString()));
    }
}
