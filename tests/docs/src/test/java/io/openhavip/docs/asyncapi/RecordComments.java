package io.openhavip.docs.asyncapi;

import io.openhavip.testkit.CheckedInDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a record of the contracts says of itself in its Javadoc, read from its source.
 *
 * @param text without tags; empty if there is none
 * @param components by the name of the component
 */
record RecordComments(Optional<String> text, Map<String, String> components) {

    private static final String SOURCES = "libs/contracts/src/main/java";
    private static final String COMMENT_OF =
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:public )?record %s\\b";
    private static final Pattern TAG = Pattern.compile("\\{@(?:code|link) ([^}]*)}");

    static RecordComments of(Class<?> type) {
        Path source = CheckedInDocument.checkout()
                .resolve(SOURCES)
                .resolve(outermost(type).getName().replace('.', '/') + ".java");
        try {
            Matcher comment = Pattern.compile(COMMENT_OF.formatted(type.getSimpleName()), Pattern.DOTALL)
                    .matcher(Files.readString(source));
            return comment.find()
                    ? parse(comment.group(1).replaceAll("(?m)^\\s*\\*", "").strip())
                    : new RecordComments(Optional.empty(), Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Class<?> outermost(Class<?> type) {
        return type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }

    private static RecordComments parse(String comment) {
        String[] parts = comment.split("@param ");
        Map<String, String> components = new HashMap<>();
        for (int part = 1; part < parts.length; part++) {
            String[] nameAndText = parts[part].split("\\s+", 2);
            components.put(nameAndText[0], plain(nameAndText[1]));
        }
        return new RecordComments(Optional.of(plain(parts[0])).filter(text -> !text.isEmpty()), components);
    }

    private static String plain(String text) {
        return TAG.matcher(text)
                .replaceAll(tag -> Matcher.quoteReplacement(tag.group(1).replaceFirst("^#", "")))
                .replace("<p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
