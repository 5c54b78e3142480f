package io.openhavip.standalone.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what the clients saw is what a HAVIP must do. Immutable. */
record Verdict(List<Check> checks) {

    Verdict {
        checks = List.copyOf(checks);
    }

    /**
     * What one client had to see in one part of the story, and what it saw.
     *
     * @param when in words
     * @param expected who had to answer; {@link ClientMain#NOBODY}: nobody
     * @param answers of all its requests in that part
     */
    record Check(String when, Client.Name client, String expected, List<String> answers) {

        Check {
            answers = List.copyOf(answers);
        }

        /** A request of a live address may be lost on a busy machine; the answer of another instance is wrong, and so is silence. */
        boolean holds() {
            return isOfNobody()
                    ? !answers.isEmpty() && answers.stream().allMatch(ClientMain.NOBODY::equals)
                    : answers.contains(expected)
                            && answers.stream()
                                    .allMatch(answer -> answer.equals(expected) || answer.equals(ClientMain.NOBODY));
        }

        boolean isOfNobody() {
            return expected.equals(ClientMain.NOBODY);
        }

        /** As {@code 96 of 97 requests were answered by ecs1}. */
        String seen() {
            long answered = answers.stream()
                    .filter(answer -> !answer.equals(ClientMain.NOBODY))
                    .count();
            List<String> by = answers.stream()
                    .filter(answer -> !answer.equals(ClientMain.NOBODY))
                    .distinct()
                    .toList();
            return answered + " of " + answers.size() + " requests were answered"
                    + (by.isEmpty() ? "" : " by " + String.join(" and ", by));
        }
    }

    /** Whether the address was dead to both clients when nobody who was associated announced it. */
    boolean negativeControl() {
        return holdForBoth(checks.stream().filter(Check::isOfNobody).toList());
    }

    /** Whether the Internet reached each owner in turn by the EIP, and nobody when there was none. */
    boolean eip() {
        List<Check> ofInternet = checks.stream()
                .filter(check -> check.client() == Client.Name.INTERNET)
                .toList();
        return ofInternet.stream().map(Check::expected).distinct().count() > 1
                && ofInternet.stream().allMatch(Check::holds);
    }

    /** The first thing that is wrong; empty: all is as it must be. */
    Optional<String> failure() {
        Optional<String> wrong = checks.stream()
                .filter(check -> !check.holds())
                .findFirst()
                .map(check -> check.when() + ", " + check.client() + " had to be answered by "
                        + (check.isOfNobody() ? "nobody" : check.expected()) + ": " + check.seen());
        return Stream.of(
                        wrong,
                        negativeControl() ? Optional.<String>empty() : Optional.of("the negative control is missing"),
                        eip() ? Optional.<String>empty() : Optional.of("the EIP was not shown"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean holdForBoth(List<Check> some) {
        return Stream.of(Client.Name.values())
                        .allMatch(client -> some.stream().anyMatch(check -> check.client() == client))
                && some.stream().allMatch(Check::holds);
    }
}
