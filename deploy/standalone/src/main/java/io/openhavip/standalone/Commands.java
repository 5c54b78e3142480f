package io.openhavip.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of this machine. */
public final class Commands {

    private static final String SYSTEM_FOLDERS = ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";

    private Commands() {}

    /** Full path of a program, looked for in PATH and in the system's own folders, which a user's PATH may lack. */
    public static Optional<String> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("") + SYSTEM_FOLDERS;
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
