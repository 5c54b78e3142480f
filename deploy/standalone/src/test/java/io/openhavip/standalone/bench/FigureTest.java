package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.messaging.JsonMessages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Spread LIMIT = new Spread(10, 8, 12);

    @Test
    void ratioIsTheValueOverItsLimit() {
        assertThat(Figure.beside("append", "1/s", new Spread(6, 5, 7), LIMIT).ratio())
                .contains(0.6);
    }

    @Test
    void rateReachesItsBarFromAbove() {
        Bar bar = Bar.atLeast(0.6);

        assertThat(Figure.beside("append", "1/s", new Spread(6, 5, 7), LIMIT)
                        .held(bar)
                        .isMissed())
                .isFalse();
        assertThat(Figure.beside("append", "1/s", new Spread(5.9, 5, 7), LIMIT)
                        .held(bar)
                        .isMissed())
                .isTrue();
    }

    @Test
    void durationReachesItsBarFromBelow() {
        Bar bar = Bar.atMost(1.6);

        assertThat(Figure.beside("move", "ms", new Spread(16, 5, 70), LIMIT)
                        .held(bar)
                        .isMissed())
                .isFalse();
        assertThat(Figure.beside("move", "ms", new Spread(16.1, 5, 70), LIMIT)
                        .held(bar)
                        .isMissed())
                .isTrue();
    }

    @Test
    void figureWithoutABarIsNeverMissed() {
        assertThat(Figure.alone("up", "s", LIMIT).isMissed()).isFalse();
        assertThat(Figure.beside("create", "1/s", new Spread(0.1, 0, 1), LIMIT).isMissed())
                .isFalse();
    }

    @Test
    void figureThatStandsAloneIsHeldToABarInItsUnit() {
        assertThat(Figure.alone("program", "ms", new Spread(0.2, 0.1, 9))
                        .held(Bar.atMost(0.2))
                        .isMissed())
                .isFalse();
        assertThat(Figure.alone("program", "ms", new Spread(0.21, 0.1, 9))
                        .held(Bar.atMost(0.2))
                        .isMissed())
                .isTrue();
    }

    @Test
    void percentileOfRoundsIsPooledAndItsSpreadIsThatOfTheRounds() {
        Spread spread = Spread.ofPercentile(
                List.of(Samples.of(List.of(1.0, 2.0, 3.0)), Samples.of(List.of(7.0, 8.0, 9.0))), 50);

        assertThat(spread).isEqualTo(new Spread(3, 2, 8));
    }

    @Test
    void reportIsOneJsonObjectThatNamesEveryPart() throws Exception {
        Figure figure =
                Figure.beside("append.1", "1/s", new Spread(6, 5, 7), LIMIT).held(Bar.atLeast(0.6));
        Figure alone = Figure.alone("up.first", "s", LIMIT);

        JsonNode json = JsonMessages.MAPPER.readTree(JsonMessages.MAPPER.writeValueAsString(
                new Report(true, Map.of("processors", "2"), List.of(figure, alone))));

        assertThat(json).isEqualTo(JsonMessages.MAPPER.readTree("""
                                {"passed": true, "machine": {"processors": "2"}, "figures": [
                                  {"name": "append.1", "unit": "1/s", "value": {"median": 6.0, "low": 5.0, "high": 7.0},
                                   "limit": {"median": 10.0, "low": 8.0, "high": 12.0}, "ratio": 0.6,
                                   "bar": {"sense": "AT_LEAST", "ratio": 0.6}, "met": true},
                                  {"name": "up.first", "unit": "s", "value": {"median": 10.0, "low": 8.0, "high": 12.0},
                                   "limit": null, "ratio": null, "bar": null, "met": null}]}
                                """));
    }
}
