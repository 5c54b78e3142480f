package io.openhavip.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Terraform example is made of resources whose calls are replayed, and of nothing else. */
class TerraformExampleTest {

    private static final Path ROOT = Path.of("../..");

    private static Set<String> found(Pattern pattern, Path file) throws Exception {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(ROOT.resolve(file)));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everyResourceOfTheExampleIsReplayed() throws Exception {
        Set<String> used =
                found(Pattern.compile("(?m)^resource \"(\\w+)\""), Path.of("deploy/examples/terraform/main.tf"));
        Set<String> replayed = found(
                Pattern.compile("\"(alicloud_\\w+)\\.\""),
                Path.of("tests/stack/src/test/java/io/openhavip/stack/Provider.java"));
        assertThat(used).hasSizeGreaterThan(5);
        assertThat(replayed).containsAll(used);
    }
}
