package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTest {

    @TempDir
    Path folder;

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void keyIsItsOwnersAloneAndTheCertificateEverybodys() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.in(folder);
        assertThat(permissions(made.keyStore())).isEqualTo("rw-------");
        assertThat(made.certificate()).content().startsWith("-----BEGIN CERTIFICATE-----");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .containsExactlyInAnyOrder(
                            made.keyStore(), made.certificate(), folder.resolve("api-gateway.p12.password"));
        }
    }

    @Test
    void keyThatEverybodyCouldReadIsClosedAndStaysTheSame() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.in(folder);
        byte[] key = Files.readAllBytes(made.keyStore());
        Files.setPosixFilePermissions(made.keyStore(), PosixFilePermissions.fromString("rw-r--r--"));
        SelfSignedCertificate.in(folder);
        assertThat(permissions(made.keyStore())).isEqualTo("rw-------");
        assertThat(made.keyStore()).hasBinaryContent(key);
    }
}
