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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The written documents are complete where they promise a list, and their links lead somewhere. */
class DocumentsTest {

    private static final Path TOP = CheckedInDocument.checkout();
    private static final List<String> FOLDERS = List.of("docs", "services", "libs", "deploy", "tests");
    private static final int DEPTH = 4;

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
