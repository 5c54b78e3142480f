package io.openhavip.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Links of Markdown documents to files and headings of this repository. */
final class Links {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private Links() {}

    /** @param target as it is written: a path, a heading, or both */
    record Link(Path from, String target) {

        boolean leadsSomewhere() {
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]);
            return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
        }
    }

    static List<Link> in(Path document) {
        return LINK.matcher(read(document))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.contains("://"))
                .map(target -> new Link(document, target))
                .toList();
    }

    private static List<String> headings(Path document) {
        return HEADING.matcher(read(document))
                .results()
                .map(match -> match.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
