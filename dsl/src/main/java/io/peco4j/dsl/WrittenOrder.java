package io.peco4j.dsl;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which order the keys of a text in HOCON were written, which a parsed configuration does not keep: the first choice
 * of an axis is what the others are compared with.
 *
 * <p>An included file is where it is included. A text that is no HOCON has some order; whoever parses it says what is
 * wrong with it.
 */
final class WrittenOrder {
    /** Of a configuration whose text is not known. */
    static final WrittenOrder UNKNOWN = new WrittenOrder();

    private static final String INCLUDE = "include";
    private static final String SEPARATORS = ":=+";
    private static final String ENDS_A_KEY = SEPARATORS + "{}\n,#";

    private final Map<List<String>, Integer> places = new HashMap<>();

    private WrittenOrder() {}

    /** That of a file. */
    static WrittenOrder of(Path file) {
        WrittenOrder order = new WrittenOrder();
        order.add(file, List.of(), 0);
        return order;
    }

    /** That of a text, which includes nothing. */
    static WrittenOrder of(String text) {
        WrittenOrder order = new WrittenOrder();
        order.new Scan(text, List.of(), null, RelativeIncludes.DEEPEST).run();
        return order;
    }

    /** Before which other keys of its object a key was written; behind all of them if it is not in the text. */
    int of(List<String> path) {
        return places.getOrDefault(path, Integer.MAX_VALUE);
    }

    private void add(Path file, List<String> prefix, int depth) {
        try {
            new Scan(Files.readString(file), prefix, file, depth).run();
        } catch (IOException e) {
            // Nothing of it has an order; whoever parses the study says what is wrong with the file.
        }
    }

    /** One text. */
    private final class Scan {
        private final String text;
        private final HoconParts parts;
        private final @Nullable Path file;
        private final int depth;
        private final Deque<List<String>> objects = new ArrayDeque<>();
        private int at;

        Scan(String text, List<String> prefix, @Nullable Path file, int depth) {
            this.text = text;
            this.parts = new HoconParts(text);
            this.file = file;
            this.depth = depth;
            objects.push(prefix);
        }

        void run() {
            while (at < text.length()) {
                char next = text.charAt(at);
                if (next == '}') {
                    at++;
                    if (objects.size() > 1) {
                        objects.pop();
                    }
                } else if (next == '{') {
                    at++;
                    objects.push(objects.element());
                } else if (parts.isComment(at) || parts.isBlank(at) || ENDS_A_KEY.indexOf(next) >= 0) {
                    at = parts.end(at);
                } else {
                    key();
                }
            }
        }

        private void key() {
            int begin = at;
            while (at < text.length() && ENDS_A_KEY.indexOf(text.charAt(at)) < 0 && !parts.isComment(at)) {
                at = parts.end(at);
            }
            String key = text.substring(begin, at).strip();
            if (key.startsWith(INCLUDE) && (key.endsWith("\"") || key.endsWith(")"))) {
                include(key);
                return;
            }
            List<String> path = new ArrayList<>(objects.element());
            try {
                path.addAll(ConfigUtil.splitPath(key));
            } catch (ConfigException e) {
                return;
            }
            for (int length = 1; length <= path.size(); length++) {
                places.putIfAbsent(List.copyOf(path.subList(0, length)), places.size());
            }
            value(List.copyOf(path));
        }

        /** Up to the end of the value, or into it if it is an object. */
        private void value(List<String> path) {
            boolean separated = false;
            boolean begun = false;
            int lists = 0;
            while (at < text.length()) {
                char next = text.charAt(at);
                if (lists == 0 && next == '{') {
                    at++;
                    objects.push(path);
                    return;
                }
                boolean lineEnds = next == '\n' && (begun || !separated && !isBeforeObject());
                if (lists == 0 && (next == ',' || next == '}' || lineEnds)) {
                    return;
                }
                lists += next == '[' || lists > 0 && next == '{' ? 1 : 0;
                lists -= lists > 0 && (next == ']' || next == '}') ? 1 : 0;
                boolean separator = SEPARATORS.indexOf(next) >= 0;
                separated |= separator;
                begun |= !separator && !parts.isBlank(at) && !parts.isComment(at);
                at = parts.end(at);
            }
        }

        /** Whether the brace of an object follows, on a later line than its key. */
        private boolean isBeforeObject() {
            return text.substring(at).stripLeading().startsWith("{");
        }

        private void include(String statement) {
            int from = statement.indexOf('"');
            int to = statement.lastIndexOf('"');
            if (file != null && depth < RelativeIncludes.DEEPEST && from >= 0 && to > from) {
                add(file.resolveSibling(statement.substring(from + 1, to)), objects.element(), depth + 1);
            }
        }
    }
}
