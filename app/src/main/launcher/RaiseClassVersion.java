import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Gives the classes of a jar that are of Java 5 the form of Java 8, run by the launcher when it makes an image: the JVM keeps
 * no class without stack maps in an AOT cache, and would load and verify each of them anew at every start. The code stays
 * as it is.
 */
class RaiseClassVersion {
    private static final int MAJOR_VERSION_AT = 7;
    private static final ClassTransform TO_JAVA_8 = ClassTransform.transformingMethodBodies(CodeBuilder::with)
            .andThen((builder, element) -> builder.with(
                    element instanceof ClassFileVersion ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0) : element));

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            Path file = Path.of(jar);
            Path raised = Path.of(jar + ".part");
            try (ZipFile from = new ZipFile(file.toFile());
                    ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(raised))) {
                copy(from, to);
            }
            Files.move(raised, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copy(ZipFile from, ZipOutputStream to) throws IOException {
        ClassFile classes = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy(from)));
        for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            byte[] bytes = from.getInputStream(entry).readAllBytes();
            if (entry.getName().endsWith(".class") && bytes[MAJOR_VERSION_AT] == ClassFile.JAVA_5_VERSION) {
                bytes = classes.transformClass(classes.parse(bytes), TO_JAVA_8);
            }
            to.putNextEntry(new ZipEntry(entry.getName()));
            to.write(bytes);
        }
    }

    /** Stack maps name what two types have in common: those of the jar are not on our class path. */
    private static ClassHierarchyResolver hierarchy(ZipFile jar) {
        return ClassHierarchyResolver.ofResourceParsing(type -> open(jar, type))
                .orElse(ClassHierarchyResolver.defaultResolver())
                .cached();
    }

    private static InputStream open(ZipFile jar, ClassDesc type) {
        String descriptor = type.descriptorString();
        ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
