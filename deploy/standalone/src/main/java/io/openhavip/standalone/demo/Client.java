package io.openhavip.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads what {@link ClientMain} says: who answered a client, and when. Owns a thread and the process until closed. */
final class Client implements AutoCloseable {

    /** @param who {@link ClientMain#NOBODY}: no answer in time */
    record Answer(Instant at, String who) {
        boolean answered() {
            return !who.equals(ClientMain.NOBODY);
        }
    }

    /** Where a client is. */
    enum Name {
        ECS3("ecs3"),
        INTERNET("the Internet");

        private final String words;

        Name(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Process process;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    Client(Process process) {
        this.process = process;
        Thread.ofPlatform().name("client").daemon().start(this::read);
    }

    /**
     * Starts one.
     *
     * @param where what to put before a command so that it runs there
     * @param address what it asks
     */
    static Client start(List<String> where, String address) {
        List<String> command = new ArrayList<>(where);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                ClientMain.class.getName(),
                address));
        return new Client(Shell.start(command, ProcessBuilder.Redirect.PIPE));
    }

    /** The first answer of an instance after a moment. */
    Optional<Answer> answerOf(String name, Instant after) {
        return answers.stream()
                .filter(answer -> answer.at().isAfter(after) && answer.who().equals(name))
                .findFirst();
    }

    /** The last answer of anybody before a moment. */
    Optional<Answer> lastAnswerBefore(Instant moment) {
        return answers.stream()
                .filter(answer -> answer.answered() && answer.at().isBefore(moment))
                .reduce((earlier, later) -> later);
    }

    /** Who answered what was asked in a time. */
    List<String> answersBetween(Instant from, Instant to) {
        return answers.stream()
                .filter(answer -> !answer.at().isBefore(from) && !answer.at().isAfter(to))
                .map(Answer::who)
                .toList();
    }

    /** Longest time without an answer between two moments. */
    Duration outage(Instant from, Instant to) {
        Instant last = lastAnswerBefore(from).map(Answer::at).orElse(from);
        Duration longest = Duration.ZERO;
        for (Answer answer : answers) {
            if (answer.answered() && answer.at().isAfter(last) && !answer.at().isAfter(to)) {
                Duration gap = Duration.between(last, answer.at());
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                last = answer.at();
            }
        }
        return longest;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                Instant at = Instant.EPOCH.plus(Long.parseLong(line.substring(0, space)), ChronoUnit.MICROS);
                answers.add(new Answer(at, line.substring(space + 1)));
            }
        } catch (IOException e) {
            // The process was ended.
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
