package io.openhavip.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.standalone.demo.Verdict.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demo must be able to fail. */
class VerdictTest {

    private static final List<Check> RIGHT = List.of(
            check("at first", Client.Name.ECS3, "ecs1", "ecs1", "ecs1"),
            check("at first", Client.Name.INTERNET, "ecs1", "ecs1", "ecs1"),
            check("after the stop", Client.Name.ECS3, "ecs2", "ecs2", "-", "ecs2"),
            check("after the stop", Client.Name.INTERNET, "ecs2", "ecs2"),
            check("in the control", Client.Name.ECS3, "-", "-", "-"),
            check("in the control", Client.Name.INTERNET, "-", "-"));

    @Test
    void rightAnswersPass() {
        Verdict verdict = new Verdict(RIGHT);
        assertThat(verdict.failure()).isEmpty();
        assertThat(verdict.negativeControl()).isTrue();
        assertThat(verdict.eip()).isTrue();
        assertThat(report(verdict).passed()).isTrue();
    }

    @Test
    void answerOfADeadAddressFailsTheNegativeControl() {
        Verdict verdict = withOther(4, check("in the control", Client.Name.ECS3, "-", "-", "ecs2", "-"));
        assertThat(verdict.negativeControl()).isFalse();
        assertThat(verdict.failure())
                .contains("in the control, ecs3 had to be answered by nobody: 1 of 3 requests were answered by ecs2");
        assertThat(report(verdict).passed()).isFalse();
        assertThat(report(verdict).negativeControl()).isFalse();
    }

    @Test
    void answerOfADeadEipFailsTheNegativeControl() {
        Verdict verdict = withOther(5, check("in the control", Client.Name.INTERNET, "-", "ecs1"));
        assertThat(verdict.negativeControl()).isFalse();
        assertThat(verdict.eip()).isFalse();
        assertThat(report(verdict).passed()).isFalse();
    }

    @Test
    void silenceOfAClientThatAskedNothingProvesNothing() {
        assertThat(withOther(4, check("in the control", Client.Name.ECS3, "-")).negativeControl())
                .isFalse();
    }

    @Test
    void controlThatWasNotMadeFails() {
        Verdict verdict = new Verdict(RIGHT.subList(0, 5));
        assertThat(verdict.negativeControl()).isFalse();
        assertThat(verdict.failure()).contains("the negative control is missing");
    }

    @Test
    void answerOfTheWrongInstanceFails() {
        Verdict verdict = withOther(3, check("after the stop", Client.Name.INTERNET, "ecs2", "ecs2", "ecs1"));
        assertThat(verdict.eip()).isFalse();
        assertThat(verdict.failure())
                .contains("after the stop, the Internet had to be answered by ecs2:"
                        + " 2 of 2 requests were answered by ecs2 and ecs1");
    }

    @Test
    void silenceOfALiveAddressFails() {
        Verdict verdict = withOther(2, check("after the stop", Client.Name.ECS3, "ecs2", "-", "-"));
        assertThat(verdict.failure())
                .contains("after the stop, ecs3 had to be answered by ecs2: 0 of 2 requests were answered");
        assertThat(report(verdict).passed()).isFalse();
    }

    @Test
    void storyWithoutTheInternetShowsNoEip() {
        Verdict verdict = new Verdict(RIGHT.stream()
                .filter(check -> check.client() == Client.Name.ECS3)
                .toList());
        assertThat(verdict.eip()).isFalse();
        assertThat(verdict.failure()).isPresent();
    }

    @Test
    void whatIsLeftBehindFails() {
        Report report = report(new Verdict(RIGHT)).cleanedUp(List.of("ecs1 on its host"), List.of());
        assertThat(report.passed()).isFalse();
        assertThat(report.failure()).contains("the demo could not remove ecs1 on its host");
    }

    private static Check check(String when, Client.Name client, String expected, String... answers) {
        return new Check(when, client, expected, List.of(answers));
    }

    private static Verdict withOther(int index, Check check) {
        List<Check> checks = new ArrayList<>(RIGHT);
        checks.set(index, check);
        return new Verdict(checks);
    }

    private static Report report(Verdict verdict) {
        return Report.of(
                new Story.Figures(
                        true,
                        verdict.negativeControl(),
                        verdict.eip(),
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        verdict.failure()),
                List.of());
    }
}
