package io.openhavip.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of Maven over all modules.
 *
 * @param title what it does
 * @param infra value of HAVIP_TEST_INFRA
 * @param arguments Maven's
 */
record TestRun(String title, String infra, List<String> arguments) {

    private static final List<String> ALWAYS = List.of("--batch-mode", "--no-transfer-progress", "--fail-at-end");

    TestRun {
        arguments = List.copyOf(arguments);
    }

    /** Everything built before the first test, so that the stack's tests can start all services even where a service's own test fails. */
    static TestRun build() {
        return new TestRun("build", "embedded", List.of("package", "-DskipTests", "-Dspotless.goal=check"));
    }

    static TestRun everything(String infra, Optional<Path> jvm) {
        return new TestRun(
                "all tests, infrastructure " + infra, infra, with(jvm, List.of("verify", "-Dspotless.goal=check")));
    }

    /** The tests whose subject is how a service and its broker and database behave together; the rest would say the same again. */
    static TestRun taggedContainers(String infra, Optional<Path> jvm) {
        return new TestRun(
                "tests of broker and database once more, infrastructure " + infra,
                infra,
                with(
                        jvm,
                        List.of(
                                "test",
                                "-Dgroups=containers",
                                "-DfailIfNoTests=false",
                                "-Dspotless.check.skip=true",
                                "-Dspotless.apply.skip=true")));
    }

    /** Runs it in the checkout, its output on this process's own, and says whether Maven was content. */
    boolean execute(String maven, Path checkout, List<String> further) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maven));
        command.addAll(ALWAYS);
        command.addAll(arguments);
        command.addAll(further);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(checkout.toFile()).inheritIO();
        builder.environment().put("HAVIP_TEST_INFRA", infra);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        // Whoever ends this command ends the tests with it.
        Thread end = new Thread(process::destroy, "end tests");
        Runtime.getRuntime().addShutdownHook(end);
        boolean content = process.waitFor() == 0;
        Runtime.getRuntime().removeShutdownHook(end);
        return content;
    }

    private static List<String> with(Optional<Path> jvm, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        jvm.ifPresent(java -> all.add("-Djvm=" + java));
        return all;
    }
}
