package io.peco4j.runtime.plugin;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the constant pool of a class file says, read without loading the class: JVM specification, section 4.4.
 *
 * @param parent the class that it extends, such as {@code java.lang.Object}; empty for that one itself and for modules
 * @param references every class that it names, except as part of a descriptor
 * @param calls every method that it calls or takes a reference to, with the class: {@code java.lang.System.exit}
 * @param program whether it can be started from the command line: it has a {@code main}
 */
record ClassFile(String parent, Set<String> references, Set<String> calls, boolean program) {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    ClassFile {
        references = Set.copyOf(references);
        calls = Set.copyOf(calls);
    }

    /** @throws IOException if the bytes are not a class file, or are truncated */
    static ClassFile read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IOException("no class file");
        }
        // Minor and major version: what is in the pool has kept its form since the first.
        in.readInt();
        Pool pool = Pool.read(in);
        // Access flags, and the class itself.
        in.readInt();
        return new ClassFile(
                pool.parent(in.readUnsignedShort()),
                pool.classes(),
                pool.calls(),
                pool.has("main") && pool.has("([Ljava/lang/String;)V"));
    }

    /**
     * The constant pool.
     *
     * @param tags kind of each entry; 0 where there is none
     * @param texts of UTF-8 entries
     * @param first the first index that an entry holds
     * @param second the second index
     */
    private record Pool(int[] tags, @Nullable String[] texts, int[] first, int[] second) {
        static Pool read(DataInputStream in) throws IOException {
            int size = in.readUnsignedShort();
            Pool pool = new Pool(new int[size], new String[size], new int[size], new int[size]);
            for (int i = 1; i < size; i++) {
                pool.tags[i] = in.readUnsignedByte();
                switch (pool.tags[i]) {
                    case UTF8 -> pool.texts[i] = in.readUTF();
                    case 3, 4, 9, METHOD, 11, NAME_AND_TYPE, 17, 18 -> {
                        pool.first[i] = in.readUnsignedShort();
                        pool.second[i] = in.readUnsignedShort();
                    }
                    // Long and double take two places.
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case CLASS, 8, 16, 19, 20 -> pool.first[i] = in.readUnsignedShort();
                    case 15 -> {
                        in.readUnsignedByte();
                        in.readUnsignedShort();
                    }
                    default -> throw new IOException("no constant has the tag " + pool.tags[i]);
                }
            }
            return pool;
        }

        boolean has(String text) {
            return Arrays.asList(texts).contains(text);
        }

        String parent(int index) throws IOException {
            return index == 0 ? "" : className(index);
        }

        Set<String> classes() throws IOException {
            Set<String> names = new TreeSet<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] == CLASS) {
                    names.add(className(i));
                }
            }
            return names;
        }

        Set<String> calls() throws IOException {
            Set<String> names = new TreeSet<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] == METHOD) {
                    names.add(className(first[i]) + "." + text(first[checked(second[i], NAME_AND_TYPE)]));
                }
            }
            return names;
        }

        /** Of an array: of its elements. */
        private String className(int index) throws IOException {
            String name = text(first[checked(index, CLASS)]).replace('/', '.');
            return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replaceFirst(";$", "") : name;
        }

        private String text(int index) throws IOException {
            String text = texts[checked(index, UTF8)];
            return text == null ? "" : text;
        }

        private int checked(int index, int tag) throws IOException {
            if (index >= tags.length || tags[index] != tag) {
                throw new IOException("the constant " + index + " is not what it should be");
            }
            return index;
        }
    }
}
