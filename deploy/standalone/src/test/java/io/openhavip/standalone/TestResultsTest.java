package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestResultsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path checkout;

    @Test
    void sumsModulesAndNamesWhatFailedOrDidNotRun() throws IOException {
        report("libs/one", BEGIN, """
                <testsuite tests="3" failures="0" errors="0" skipped="1">
                  <testcase classname="a.OneST" name="works"/>
                  <testcase classname="a.OneST" name="needsRoot"><skipped message="needs root"/></testcase>
                  <testcase classname="a.OneST" name="worksToo"/>
                </testsuite>""");
        report("services/two", BEGIN.plusSeconds(1), """
                <testsuite tests="2" failures="1" errors="1" skipped="0">
                  <testcase classname="b.TwoTest" name="wrong"><failure message="1">expected: 2</failure></testcase>
                  <testcase classname="b.TwoTest" name="broken"><error message="2">no broker</error></testcase>
                </testsuite>""");
        report("services/old", BEGIN.minusSeconds(1), """
                <testsuite tests="7" failures="7" errors="0" skipped="0"/>""");
        TestResults results = new TestResults();
        results.collect(checkout, BEGIN, "embedded");
        assertThat(results.notRun()).containsExactly("a.OneST.needsRoot (embedded): needs root");
        assertThat(results.anyRan()).isTrue();
        assertThat(results.closingLines())
                .containsExactly(
                        "[ERROR] b.TwoTest.wrong (embedded): expected: 2",
                        "[ERROR] b.TwoTest.broken (embedded): no broker",
                        "[ERROR] Tests run: 5, Failures: 1, Errors: 1, Skipped: 1");
    }

    @Test
    void nothingRanWithoutReports() throws IOException {
        TestResults results = new TestResults();
        results.collect(checkout, BEGIN, "embedded");
        assertThat(results.anyRan()).isFalse();
    }

    private void report(String module, Instant written, String content) throws IOException {
        Path folder = Files.createDirectories(checkout.resolve(module).resolve("target/surefire-reports"));
        Path report = folder.resolve("TEST-x.xml");
        Files.writeString(report, content);
        Files.setLastModifiedTime(report, FileTime.from(written));
    }
}
