package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A key and a certificate for localhost and 127.0.0.1 that nobody has signed but itself, made when first asked for. Clients that are to
 * believe it are given the certificate's file.
 *
 * @param keyStore PKCS 12, for its owner alone
 * @param certificate PEM
 * @param password of the key store
 */
record SelfSignedCertificate(Path keyStore, Path certificate, String password) {

    private static final String ALIAS = "api-gateway";
    private static final int LIMIT_S = 60;

    static SelfSignedCertificate in(Path folder) {
        SelfSignedCertificate made = new SelfSignedCertificate(
                folder.resolve("api-gateway.p12"),
                folder.resolve("api-gateway.crt"),
                Secret.in(folder.resolve("api-gateway.p12.password")));
        try {
            if (Files.exists(made.certificate())) {
                // One that an earlier version made.
                restrict(made.keyStore());
            } else {
                made.make();
            }
        } catch (IOException failure) {
            throw new LocalStackException("%s cannot be written: %s".formatted(folder, failure), failure);
        }
        return made;
    }

    /**
     * The certificate comes last, and moves to its place when complete: a start that was cut short begins again. Until the key is its
     * owner's alone it is in a folder that is.
     */
    private void make() throws IOException {
        Path hidden = Files.createTempDirectory(
                keyStore.getParent(),
                "new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path freshStore = hidden.resolve(keyStore.getFileName());
        Path fresh = hidden.resolve(certificate.getFileName());
        keytool(
                freshStore,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12");
        keytool(freshStore, "-exportcert", "-rfc", "-file", fresh.toString());
        restrict(freshStore);
        Files.move(freshStore, keyStore, StandardCopyOption.REPLACE_EXISTING);
        Files.move(fresh, certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(hidden);
    }

    /** keytool lets everybody read what it writes. */
    private static void restrict(Path store) throws IOException {
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
    }

    /** The password is handed over in the environment: a command line can be seen by everybody. */
    private void keytool(Path store, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "-alias",
                                        ALIAS,
                                        "-keystore",
                                        store.toString(),
                                        "-storepass:env",
                                        "STORE_PASSWORD")))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LocalStackException("the certificate of api-gateway cannot be made: " + said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while making the certificate of api-gateway", interrupted);
        }
    }
}
