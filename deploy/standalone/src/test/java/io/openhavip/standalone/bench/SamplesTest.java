package io.openhavip.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentileIsTheNearestRank() {
        Samples hundred = Samples.of(
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());

        assertThat(hundred.percentile(50)).isEqualTo(50);
        assertThat(hundred.percentile(99)).isEqualTo(99);
        assertThat(hundred.percentile(99.5)).isEqualTo(100);
        assertThat(hundred.percentile(100)).isEqualTo(100);
    }

    @Test
    void percentileOfOneValueIsThatValue() {
        assertThat(Samples.of(List.of(7.0)).percentile(1)).isEqualTo(7);
        assertThat(Samples.of(List.of(7.0)).percentile(99)).isEqualTo(7);
    }

    @Test
    void orderOfMeasuringDoesNotMatter() {
        Samples samples = Samples.of(List.of(9.0, 1.0, 5.0));

        assertThat(samples.median()).isEqualTo(5);
        assertThat(samples.lowest()).isEqualTo(1);
        assertThat(samples.highest()).isEqualTo(9);
    }

    @Test
    void medianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Samples.of(List.of(1.0, 2.0, 4.0, 100.0)).median()).isEqualTo(3);
    }

    @Test
    void poolingKeepsEveryValue() {
        Samples pooled = Samples.pooled(List.of(Samples.of(List.of(3.0, 1.0)), Samples.of(List.of(2.0))));

        assertThat(pooled.size()).isEqualTo(3);
        assertThat(pooled.median()).isEqualTo(2);
    }

    @Test
    void nothingMeasuredIsNoResult() {
        assertThatThrownBy(() -> Samples.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing was measured");
    }

    @Test
    void percentileMustBeOne() {
        Samples samples = Samples.of(List.of(1.0));

        assertThatThrownBy(() -> samples.percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> samples.percentile(101)).isInstanceOf(IllegalArgumentException.class);
    }
}
