package io.openhavip.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What can be configured, read from the sources of the configuration interfaces. */
final class Settings {

    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.]+)\"\\)");
    // Of the outer interface: what stands deeper belongs to a group, which has a row of its own.
    private static final Pattern METHOD = Pattern.compile(
            "(?m)(?:@WithDefault\\(\"([^\"]*)\"\\)\\s+)?^ {4}[A-Za-z][A-Za-z<>, ]* ([a-z][A-Za-z]*)\\(\\);");

    private Settings() {}

    /** @param byDefault empty: none */
    record Setting(String name, Optional<String> byDefault) {}

    static List<Setting> in(Path folder) throws IOException {
        List<Setting> settings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/"))
                    .toList();
            for (Path source : sources) {
                String text = Files.readString(source);
                Matcher prefix = PREFIX.matcher(text);
                if (prefix.find()) {
                    settings.addAll(methods(prefix.group(1), text));
                }
            }
        }
        return settings;
    }

    private static List<Setting> methods(String prefix, String text) {
        return METHOD.matcher(text)
                .results()
                .map(method -> new Setting(prefix + "." + kebab(method.group(2)), Optional.ofNullable(method.group(1))))
                .toList();
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
