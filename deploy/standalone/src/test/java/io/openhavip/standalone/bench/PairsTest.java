package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void eachPairIsJudgedBeforeTheMedianIsTaken() {
        Pairs pairs = new Pairs();
        // A machine that gets slower and slower: the medians of both sides, 20 and 10, say twice as much.
        pairs.add(10, 9);
        pairs.add(20, 19);
        pairs.add(50, 10);

        assertThat(pairs.differences()).isEqualTo(new Spread(1, 1, 40));
        assertThat(pairs.ratios().median()).isCloseTo(10.0 / 9, within(1e-9));
    }

    @Test
    void figureHasBothMediansAndTheMedianOfTheRatios() {
        Pairs pairs = new Pairs();
        pairs.add(9, 10);
        pairs.add(90, 100);
        pairs.add(800, 1000);

        Figure figure = pairs.figure("forward.tcp", "Gbit/s").held(Bar.atLeast(0.9));

        assertThat(figure.value()).isEqualTo(new Spread(90, 9, 800));
        assertThat(figure.limit()).contains(new Spread(100, 10, 1000));
        assertThat(figure.ratio()).contains(0.9);
        assertThat(figure.isMissed()).isFalse();
    }

    @Test
    void differenceMayBeBelowZero() {
        Pairs pairs = new Pairs();
        pairs.add(3, 5);

        assertThat(pairs.differences()).isEqualTo(new Spread(-2, -2, -2));
    }
}
