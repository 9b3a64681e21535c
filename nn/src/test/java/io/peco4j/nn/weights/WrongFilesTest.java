package io.peco4j.nn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are taken for weight files are called by what they are. */
final class WrongFilesTest {
    @TempDir
    private Path folder;

    @Test
    void textsThatServersSendInstead() throws IOException {
        assertThat(refused("page.pth", "\n<!DOCTYPE html><html><body>Please log in</body></html>"))
                .isEqualTo(
                        "PECO-304 no weight file but an HTML page, such as a page to log in or to confirm a download");
        assertThat(refused("denied.pth", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"))
                .contains("an XML document");
        assertThat(refused("answer.pt", "{\"error\": \"not found\"}")).contains("a JSON text");
        assertThat(refused("list.json", "{\"weight_map\": [\"a\"]}")).contains("a JSON text");
        assertThat(refused(
                        "pointer.safetensors",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0a".repeat(32)
                                + "\nsize 343249461\n"))
                .isEqualTo(
                        "PECO-304 no weight file but a pointer of Git LFS to a file of 343249461 bytes, not that file");
    }

    @Test
    void otherKindsOfFiles() throws IOException {
        assertThat(refused("empty.pth", "")).contains("an empty file");
        assertThat(refused("zeros.pth", "\0".repeat(100))).contains("nothing but zeros");
        assertThat(refused("picture.pth", "\u00ff\u00d8\u00ff\u00e0 JFIF")).contains("a JPEG picture");
        assertThat(refused("keras.pth", "\u0089HDF\r\n\u001a\n....")).contains("an HDF5 file, such as Keras writes");
        assertThat(refused("plain.pkl", "\u0080\u0003}q\u0000."))
                .contains("a Python pickle that torch.save did not write");
        assertThat(refused("model.data-00000-of-00001", "\1\2\3\4 some numbers"))
                .contains("a TensorFlow checkpoint");
        ByteBuffer index = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        index.put(0, (byte) 1).putLong(52, 0xdb4775248b80fb57L);
        assertThat(refused("copied.pth", index.array())).contains("a TensorFlow checkpoint");
        byte[] tar = new byte[1024];
        tar[0] = 'a';
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertThat(refused("old.pth", tar)).contains("a tar archive");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(tar);
        }
        assertThat(refused("model.tar.gz", packed.toByteArray())).contains("a gzip archive");
        assertThat(refused("what.pth", "what else")).contains("a file of no known kind");
    }

    @Test
    void folders() throws IOException {
        assertThat(message(folder)).contains("no weight file but a folder");
        Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1});
        assertThat(message(folder)).contains("a SavedModel of TensorFlow");
        assertThat(message(folder.resolve("saved_model.pb"))).contains("a part of a TensorFlow checkpoint");
        assertThat(message(folder.resolve("none.pth"))).startsWith("PECO-301").contains("there is no such file");
    }

    @Test
    void zips() throws IOException {
        assertThat(refused("script.pt", zip("net/data.pkl", "net/constants.pkl", "net/code/__torch__.py")))
                .isEqualTo("PECO-304 no weight file but a TorchScript archive: a program with its weights");
        assertThat(refused("photos.pth", zip("photos/a.jpg", "photos/b.jpg")))
                .contains("a zip archive without weights, of photos/a.jpg, photos/b.jpg");
        byte[] whole = zip("archive/data.pkl", "archive/data/0", "archive/version");
        assertThat(refused("part.pth", Arrays.copyOf(whole, whole.length / 2)))
                .startsWith("PECO-308")
                .contains("it ends early, without the list of its entries");
        assertThat(refused("packed.pth", whole)).startsWith("PECO-308").contains("is compressed");
    }

    @Test
    void whatAsksForProgramsIsRefusedByName() throws IOException {
        String head =
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.";
        assertThat(refused("evil.pth", head + "cos\nsystem\n(X\u0004\0\0\0exittR."))
                .isEqualTo(
                        "PECO-309 the file asks for os.system, which is not allowed: weight files contain data, not programs");
        assertThat(refused("evil.pth", head + "cbuiltins\neval\n(X\u0001\0\0\u00001tR."))
                .contains("builtins.eval");
        assertThat(refused("evil.pth", head + "ctorch.nn.modules.linear\nos.system\n."))
                .contains("os.system");
        assertThat(refused("evil.pth", head + "ctorch\nos.system\n.")).contains("torch.os.system");
        assertThat(refused("deep.pth", head + "]".repeat(50) + "2a".repeat(20) + "."))
                .startsWith("PECO-308");
    }

    @Test
    void allThatIsNotAllowedIsSaidAtOnce() throws IOException {
        String head =
                "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\u0002M\u00e9\u0003.\u0080\u0002}.";
        assertThat(refused("evil.pth", head + "cos\nsystem\n)Rcbuiltins\neval\n)R."))
                .contains("asks for os.system, builtins.eval, which");
        StringBuilder many = new StringBuilder(head);
        for (int i = 0; i < 1000; i++) {
            many.append("cos\nname").append(i).append('\n');
        }
        assertThat(refused("many.pth", many.append('.').toString()))
                .contains("os.name9")
                .doesNotContain("os.name10");
    }

    @Test
    void whatIsInertIsRead() throws IOException {
        String inert = Stream.of(
                        "typing\nAny",
                        "collections\nCounter",
                        "lightning_fabric.utilities.data\nAttributeDict",
                        "lightning.fabric.utilities.data\nAttributeDict",
                        "pathlib._local\nPosixPath")
                .map(each -> "c" + each + "\n0")
                .collect(Collectors.joining());
        Path file = folder.resolve("inert.pth");
        Files.write(file, PickledWeights.zip("\u0080\u0002" + inert + "}.", new byte[4]));
        try (WeightFile opened = WeightFile.open(file)) {
            assertThat(opened.tensors()).isEmpty();
        }
    }

    @Test
    void filesWithoutTensors() throws IOException {
        Path file = folder.resolve("none.pth");
        Files.write(file, PickledWeights.zip("\u0080\u0002}X\u0005\0\0\0epochK\u0007s.", new byte[4]));
        assertThatThrownBy(() -> Checkpoint.open(file))
                .hasMessageContaining("PECO-304")
                .hasMessageContaining("without tensors that can be read; it has epoch = 7");
        Files.writeString(file, "\u0002\0\0\0\0\0\0\0{}", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Checkpoint.open(file))
                .hasMessageContaining("PECO-304")
                .hasMessageContaining("nothing");
        assertThat(refused("empty.npz", zip()))
                .isEqualTo("PECO-304 no weight file but a zip archive without weights, of nothing");
    }

    @Test
    void controlCharactersAreNotShown() throws IOException {
        assertThat(refused("codes.zip", zip("a\u001b[31m\u202e.jpg"))).contains("of a?[31m?.jpg");
        String json =
                "{\"a\\u001b[2J" + "n".repeat(1000) + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length()).put(json.getBytes(StandardCharsets.US_ASCII));
        assertThat(refused("codes.safetensors", bytes.array()))
                .contains("tensor a?[2Jnnn")
                .contains("... begins")
                .hasSizeLessThan(400);
    }

    /** A dimension of 0 does not hide the others. */
    @Test
    void shapesBeyondAnyMemory() throws IOException {
        String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,900000000000000000,900000000000000000],"
                + "\"data_offsets\":[0,0]}}";
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length()).put(json.getBytes(StandardCharsets.US_ASCII));
        assertThat(refused("zero.safetensors", bytes.array()))
                .startsWith("PECO-302")
                .contains("is too large");
    }

    private String refused(String name, String latin1) throws IOException {
        return refused(name, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private String refused(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content);
        return message(file);
    }

    private static String message(Path file) {
        InvalidInputException refusal = catchThrowableOfType(
                InvalidInputException.class, () -> WeightFile.open(file).close());
        assertThat(refusal).as(file.toString()).isNotNull();
        assertThat(refusal.problems()).hasSize(1);
        Problem problem = refusal.problems().get(0);
        assertThat(problem.where()).isEqualTo(file.toString());
        return problem.code() + " " + problem.what();
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[200]);
            }
        }
        return bytes.toByteArray();
    }
}
