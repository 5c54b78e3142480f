package io.openhavip.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.CheckedInDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The written documents are complete where they promise a list, and their links lead somewhere. */
class DocumentsTest {

    private static final Path TOP = CheckedInDocument.checkout();
    private static final List<String> FOLDERS = List.of("docs", "services", "libs", "deploy", "tests");
    private static final int DEPTH = 4;
    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");
    private static final Pattern PROOF =
            Pattern.compile("`(?<class>[A-Z]+[a-z]\\w*(?:Test|IT|ST|Properties|Contract))(?:\\.(?<method>\\w+))?`");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path document : documents()) {
            List<String> broken = Links.in(document).stream()
                    .filter(link -> !link.leadsSomewhere())
                    .map(Links.Link::target)
                    .toList();
            assertThat(broken).as(TOP.relativize(document).toString()).isEmpty();
        }
    }

    @Test
    void everyErrorCodeIsListedWithItsStatus() throws IOException {
        String document = Files.readString(TOP.resolve("docs/compatibility.md"));
        assertThat(Arrays.stream(ErrorCode.values())
                        .map(code -> "| `%s` | %d |".formatted(code.code(), code.httpStatus())))
                .allSatisfy(row -> assertThat(document).contains(row));
    }

    @Test
    void everyTopicIsListed() throws IOException {
        String document = Files.readString(TOP.resolve("docs/integrate.md"));
        assertThat(Topics.ALL)
                .map(Topic::name)
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void everySettingIsListedWithItsDefault() throws IOException {
        List<String> rows = Files.readAllLines(TOP.resolve("docs/operate.md"));
        List<Settings.Setting> settings = new ArrayList<>(Settings.in(TOP.resolve("services")));
        settings.addAll(Settings.in(TOP.resolve("libs")));
        assertThat(settings).hasSizeGreaterThanOrEqualTo(14).allSatisfy(setting -> {
            Optional<String> row = rows.stream()
                    .filter(line -> line.startsWith("| `" + setting.name()))
                    .findFirst();
            assertThat(row).as(setting.name()).isPresent();
            setting.byDefault()
                    .ifPresent(value -> assertThat(row.get()).as(setting.name()).contains("| `" + value + "` |"));
        });
    }

    @Test
    void everyTestThatIsNamedAsProofIsThere() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(TOP.resolve(folder))) {
                for (Path file : files.filter(DocumentsTest::isTest).toList()) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        List<String> named = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            for (Matcher proof = PROOF.matcher(Files.readString(document)); proof.find(); ) {
                named.add(proof.group());
                if (!isThere(proof.group("class"), Optional.ofNullable(proof.group("method")), sources)) {
                    missing.add(TOP.relativize(document) + ": " + proof.group());
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(400);
        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String name, Optional<String> method, Map<String, String> sources) {
        String source = sources.get(name);
        if (source == null || method.isEmpty() || source.contains(" " + method.get() + "(")) {
            return source != null;
        }
        Matcher parent = PARENT.matcher(source);
        return parent.find() && isThere(parent.group(1), method, sources);
    }

    private static boolean isTest(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains("/src/test/");
    }

    private static List<Path> documents() throws IOException {
        Stream<Path> found = Stream.of(TOP.resolve("README.md"));
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(TOP.resolve(folder), DEPTH)) {
                List<Path> inFolder = files.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .toList();
                found = Stream.concat(found, inFolder.stream());
            }
        }
        return found.toList();
    }
}
