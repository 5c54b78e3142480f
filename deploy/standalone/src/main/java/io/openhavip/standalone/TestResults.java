package io.openhavip.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the test runner reported, summed over modules and runs. Read from surefire's report files. */
final class TestResults {

    private static final int REPORT_DEPTH = 5;
    private static final int LONGEST_FAILURE = 1500;

    private final List<String> notRun = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int run;
    private int failures;
    private int errors;
    private int skipped;

    /** Adds the reports below the checkout that were written since then. */
    void collect(Path checkout, Instant since, String infra) throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.walk(checkout, REPORT_DEPTH)) {
            reports = files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> "surefire-reports"
                            .equals(file.getParent().getFileName().toString()))
                    .sorted()
                    .toList();
        }
        for (Path report : reports) {
            if (!Files.getLastModifiedTime(report).toInstant().isBefore(since)) {
                add(report, infra);
            }
        }
    }

    /** Tests that were skipped, with the reason they gave. */
    List<String> notRun() {
        return List.copyOf(notRun);
    }

    boolean anyRan() {
        return run > skipped;
    }

    /** In the words of the test runner: the failed tests with the beginning of their stack traces, then the sums. */
    List<String> closingLines() {
        List<String> lines = new ArrayList<>();
        failed.forEach(test -> lines.add("[ERROR] " + test));
        String level = failures + errors == 0 ? "[INFO]" : "[ERROR]";
        lines.add("%s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d"
                .formatted(level, run, failures, errors, skipped));
        return lines;
    }

    private void add(Path report, String infra) throws IOException {
        Element suite = parse(report);
        run += number(suite, "tests");
        failures += number(suite, "failures");
        errors += number(suite, "errors");
        skipped += number(suite, "skipped");
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int index = 0; index < cases.getLength(); index++) {
            Element test = (Element) cases.item(index);
            String name = "%s.%s (%s)".formatted(test.getAttribute("classname"), test.getAttribute("name"), infra);
            NodeList skips = test.getElementsByTagName("skipped");
            if (skips.getLength() > 0) {
                notRun.add(name + ": " + ((Element) skips.item(0)).getAttribute("message"));
            }
            for (String kind : List.of("failure", "error")) {
                NodeList found = test.getElementsByTagName(kind);
                if (found.getLength() > 0) {
                    failed.add(name + ": " + shortened(found.item(0).getTextContent()));
                }
            }
        }
    }

    private static String shortened(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST_FAILURE ? stripped : stripped.substring(0, LONGEST_FAILURE) + " ...";
    }

    private static int number(Element suite, String attribute) {
        String text = suite.getAttribute(attribute);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static Element parse(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException torn) {
            throw new IOException("report %s cannot be read: %s".formatted(report, torn.getMessage()), torn);
        }
    }
}
