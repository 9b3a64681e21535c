package io.peco4j.runtime.source;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** Class files that a compiler writes to memory and a class loader reads from there. */
final class MemoryClasses extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
    private final ClassLoader parent;

    /** @param parent finds what was not compiled here */
    MemoryClasses(JavaFileManager files, ClassLoader parent) {
        super(files);
        this.parent = parent;
    }

    /** A source text under its file's name. */
    static JavaFileObject source(Path file, String text) {
        return new SimpleJavaFileObject(file.toUri(), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }

            /**
             * A file may have another name than its public class, as a copy has; it still is no {@code package-info}.
             */
            @Override
            public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
                return kind == JavaFileObject.Kind.SOURCE && SourceVersion.isIdentifier(simpleName);
            }
        };
    }

    /** Names of the classes, in the order in which they were compiled. */
    List<String> names() {
        return List.copyOf(classes.keySet());
    }

    /** Loads a class; each call has a loader of its own, so that nothing stays behind. */
    Class<?> load(String name) {
        try {
            return new Loader().loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(name + " was not compiled here", e);
        }
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
            @Override
            public OutputStream openOutputStream() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                classes.put(className, bytes);
                return bytes;
            }
        };
    }

    private final class Loader extends ClassLoader {
        Loader() {
            super(parent);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = bytes.toByteArray();
            return defineClass(name, code, 0, code.length);
        }
    }
}
