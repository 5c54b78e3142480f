package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.standalone.bench.Failover.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTest {

    private static final String OLD = "00:16:3e:00:00:01";
    private static final String NEW = "00:16:3e:00:00:02";
    private static final long MS = 1_000_000;

    @Test
    void intervalsRunFromTheFirstAnnouncementAndFromTheLastAnswer() {
        List<Answer> answers = List.of(
                new Answer(98 * MS, OLD),
                new Answer(101 * MS, OLD),
                new Answer(3600 * MS, NEW),
                new Answer(3602 * MS, NEW));

        Failover failover = Failover.read(100 * MS, List.of(3590 * MS, 3591 * MS, 4590 * MS), answers, OLD, NEW)
                .orElseThrow();

        assertThat(failover.answerMs()).isEqualTo(10.0);
        assertThat(failover.outageMs()).isEqualTo(3499.0);
    }

    @Test
    void incompleteWithoutAnnouncementOrAnswerOfTheNewOwner() {
        List<Answer> ofOld = List.of(new Answer(101 * MS, OLD));
        List<Answer> ofBoth = List.of(new Answer(101 * MS, OLD), new Answer(200 * MS, NEW));

        assertThat(Failover.read(100 * MS, List.of(190 * MS), ofOld, OLD, NEW)).isEmpty();
        assertThat(Failover.read(100 * MS, List.of(), ofBoth, OLD, NEW)).isEmpty();
    }

    @Test
    void whatTheNewOwnerDidBeforeIsOfAnEarlierFailover() {
        List<Answer> answers = List.of(
                new Answer(40 * MS, NEW),
                new Answer(60 * MS, OLD),
                new Answer(101 * MS, OLD),
                new Answer(220 * MS, NEW));

        Failover failover = Failover.read(100 * MS, List.of(50 * MS, 200 * MS), answers, OLD, NEW)
                .orElseThrow();

        assertThat(failover).isEqualTo(new Failover(101 * MS, 200 * MS, 220 * MS));
    }

    @Test
    void answerMayComeBeforeTheAnnouncement() {
        List<Answer> answers = List.of(new Answer(101 * MS, OLD), new Answer(199 * MS, NEW));

        Failover failover =
                Failover.read(100 * MS, List.of(200 * MS), answers, OLD, NEW).orElseThrow();

        assertThat(failover.answerMs()).isEqualTo(-1.0);
    }
}
