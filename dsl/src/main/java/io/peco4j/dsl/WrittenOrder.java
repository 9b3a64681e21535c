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
    private static final String ENDS_A_KEY = ":={+\n,}#";

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
        private final @Nullable Path file;
        private final int depth;
        private final Deque<List<String>> objects = new ArrayDeque<>();
        private int at;

        Scan(String text, List<String> prefix, @Nullable Path file, int depth) {
            this.text = text;
            this.file = file;
            this.depth = depth;
            objects.push(prefix);
        }

        void run() {
            if (text.stripLeading().startsWith("{")) {
                at = text.indexOf('{') + 1;
            }
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
                } else if (isComment()) {
                    skipLine();
                } else if (Character.isWhitespace(next) || next == ',' || ENDS_A_KEY.indexOf(next) >= 0) {
                    at++;
                } else {
                    key();
                }
            }
        }

        private void key() {
            int begin = at;
            while (at < text.length() && ENDS_A_KEY.indexOf(text.charAt(at)) < 0 && !isComment()) {
                skipOne();
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
            int begin = at;
            int lists = 0;
            while (at < text.length()) {
                char next = text.charAt(at);
                if (isComment()) {
                    skipLine();
                } else if (lists == 0 && next == '{') {
                    at++;
                    objects.push(path);
                    return;
                } else if (lists == 0 && (next == ',' || next == '}' || next == '\n' && !goesOn(begin))) {
                    return;
                } else {
                    lists += next == '[' || lists > 0 && next == '{' ? 1 : 0;
                    lists -= lists > 0 && (next == ']' || next == '}') ? 1 : 0;
                    skipOne();
                }
            }
        }

        /** Whether a value goes on behind the end of a line: after a separator, or before the brace of an object. */
        private boolean goesOn(int begin) {
            String read = text.substring(begin, at).strip();
            return read.isEmpty()
                    ? text.substring(at).stripLeading().startsWith("{")
                    : read.equals("=") || read.equals(":") || read.equals("+=");
        }

        private void include(String statement) {
            int from = statement.indexOf('"');
            int to = statement.lastIndexOf('"');
            if (file != null && depth < RelativeIncludes.DEEPEST && from >= 0 && to > from) {
                add(file.resolveSibling(statement.substring(from + 1, to)), objects.element(), depth + 1);
            }
        }

        /** A character, a text in quotes or a substitution. */
        private void skipOne() {
            if (text.startsWith("\"\"\"", at)) {
                int end = text.indexOf("\"\"\"", at + 3);
                at = end < 0 ? text.length() : end + 3;
            } else if (text.charAt(at) == '"') {
                at++;
                while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
                    at += text.charAt(at) == '\\' ? 2 : 1;
                }
                at = Math.min(text.length(), at + 1);
            } else if (text.startsWith("${", at)) {
                int end = text.indexOf('}', at);
                at = end < 0 ? text.length() : end + 1;
            } else {
                at++;
            }
        }

        private boolean isComment() {
            return text.charAt(at) == '#' || text.startsWith("//", at);
        }

        private void skipLine() {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        }
    }
}
