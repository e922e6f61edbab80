import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Marks the classes of a jar that are of Java 5 as of Java 6, run by the launcher when it makes an image: the JVM keeps no
 * older class in an AOT cache, and would load and verify each of them anew at every start. The code stays as it is.
 */
class RaiseClassVersion {
    private static final int MAJOR_VERSION_AT = 7;
    private static final byte JAVA_5 = 49;
    private static final byte JAVA_6 = 50;

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            Path file = Path.of(jar);
            Path raised = Path.of(jar + ".part");
            try (ZipFile from = new ZipFile(file.toFile());
                    ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(raised))) {
                for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                    ZipEntry entry = all.nextElement();
                    byte[] bytes = from.getInputStream(entry).readAllBytes();
                    if (entry.getName().endsWith(".class") && bytes[MAJOR_VERSION_AT] == JAVA_5) {
                        bytes[MAJOR_VERSION_AT] = JAVA_6;
                    }
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    to.write(bytes);
                }
            }
            Files.move(raised, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
