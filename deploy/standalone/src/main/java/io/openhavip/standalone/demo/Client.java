package io.openhavip.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads what {@link ClientMain} says: who answered the client in ecs3, and when. Owns a thread and the process until closed. */
final class Client implements AutoCloseable {

    /** @param who {@link ClientMain#NOBODY}: no answer in time */
    record Answer(Instant at, String who) {
        boolean answered() {
            return !who.equals(ClientMain.NOBODY);
        }
    }

    private final Process process;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    Client(Process process) {
        this.process = process;
        Thread.ofPlatform().name("client").daemon().start(this::read);
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

    /** How many asked after a moment got an answer, of how many. */
    String answeredSince(Instant moment) {
        List<Answer> since =
                answers.stream().filter(answer -> answer.at().isAfter(moment)).toList();
        return since.stream().filter(Answer::answered).count() + " of " + since.size();
    }

    boolean isSilentSince(Instant moment) {
        List<Answer> since =
                answers.stream().filter(answer -> answer.at().isAfter(moment)).toList();
        return !since.isEmpty() && since.stream().noneMatch(Answer::answered);
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
