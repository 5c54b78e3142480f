package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.instance.InstancePlan.Wanted;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.contracts.network.InstanceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceOrderTest {

    @Test
    void newInstanceIsStarted() {
        assertThat(next(wanted(InstanceStatus.Running, 1), Optional.empty())).isEqualTo(InstanceOrder.START);
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"Pending", "Starting"})
    void instanceIsNotTouchedBeforeTheControlPlaneSaysRunning(InstanceStatus status) {
        assertThat(next(wanted(status, 1), here(Condition.RUNNING, 1, false))).isEqualTo(InstanceOrder.NONE);
        assertThat(next(wanted(status, 1), here(Condition.STOPPED, 1, false))).isEqualTo(InstanceOrder.NONE);
        assertThat(next(wanted(status, 0), Optional.empty())).isEqualTo(InstanceOrder.NONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = InstanceStatus.class,
            names = {"Stopping", "Stopped"})
    void stoppedInstanceIsStoppedOnce(InstanceStatus status) {
        assertThat(next(wanted(status, 1), here(Condition.RUNNING, 1, false))).isEqualTo(InstanceOrder.STOP);
        assertThat(next(wanted(status, 1), here(Condition.STOPPED, 1, false))).isEqualTo(InstanceOrder.NONE);
        assertThat(next(wanted(status, 1), Optional.empty())).isEqualTo(InstanceOrder.NONE);
    }

    @Test
    void higherRunIsStoppedAndThenStarted() {
        assertThat(next(wanted(InstanceStatus.Running, 2), here(Condition.RUNNING, 1, false)))
                .isEqualTo(InstanceOrder.STOP);
        assertThat(next(wanted(InstanceStatus.Running, 2), here(Condition.STOPPED, 1, false)))
                .isEqualTo(InstanceOrder.START);
        assertThat(next(wanted(InstanceStatus.Running, 2), here(Condition.RUNNING, 2, false)))
                .isEqualTo(InstanceOrder.PLUG);
    }

    @ParameterizedTest
    @EnumSource(
            value = Condition.class,
            names = {"CRASHED", "POWERED_OFF"})
    void instanceThatEndedByItselfIsReportedAndStaysSoUntilItIsStartedAgain(Condition condition) {
        assertThat(next(wanted(InstanceStatus.Running, 1), here(condition, 1, false)))
                .isEqualTo(InstanceOrder.REPORT);
        assertThat(next(wanted(InstanceStatus.Stopped, 1), here(condition, 1, false)))
                .isEqualTo(InstanceOrder.NONE);
        assertThat(next(wanted(InstanceStatus.Running, 2), here(condition, 1, false)))
                .isEqualTo(InstanceOrder.START);
    }

    @Test
    void forcedStopAndRebootKill() {
        assertThat(next(wanted(InstanceStatus.Stopped, 1, true), here(Condition.RUNNING, 1, false)))
                .isEqualTo(InstanceOrder.KILL);
        assertThat(next(wanted(InstanceStatus.Running, 2, true), here(Condition.RUNNING, 1, false)))
                .isEqualTo(InstanceOrder.KILL);
        assertThat(next(wanted(InstanceStatus.Running, 2, true), here(Condition.RUNNING, 2, false)))
                .isEqualTo(InstanceOrder.PLUG);
    }

    @Test
    void endOfARunThatIsNotWantedIsNoNews() {
        assertThat(next(wanted(InstanceStatus.Running, 1), here(Condition.CRASHED, 2, false)))
                .isEqualTo(InstanceOrder.NONE);
        assertThat(next(wanted(InstanceStatus.Running, 1), here(Condition.STOPPED, 1, false)))
                .isEqualTo(InstanceOrder.NONE);
    }

    @Test
    void instanceThatWasInterruptedIsStartedAgain() {
        assertThat(next(wanted(InstanceStatus.Running, 1), here(Condition.CRASHED, 1, true)))
                .isEqualTo(InstanceOrder.START);
    }

    @Test
    void instanceIsDeletedWhenTheFactsSaidSo() {
        assertThat(InstanceOrder.next(Optional.empty(), here(Condition.RUNNING, 1, false), false, true))
                .isEqualTo(InstanceOrder.DELETE);
        assertThat(InstanceOrder.next(Optional.empty(), here(Condition.STOPPED, 1, false), false, true))
                .isEqualTo(InstanceOrder.DELETE);
        assertThat(InstanceOrder.next(Optional.empty(), Optional.empty(), false, true))
                .isEqualTo(InstanceOrder.NONE);
    }

    @Test
    void instanceThatIsOnAnotherHostIsStoppedAndItsDiskLeft() {
        assertThat(InstanceOrder.next(Optional.empty(), here(Condition.RUNNING, 1, false), true, false))
                .isEqualTo(InstanceOrder.STOP);
        assertThat(InstanceOrder.next(Optional.empty(), here(Condition.STOPPED, 1, false), true, false))
                .isEqualTo(InstanceOrder.NONE);
        assertThat(InstanceOrder.next(Optional.empty(), Optional.empty(), true, false))
                .isEqualTo(InstanceOrder.NONE);
    }

    @Test
    void instanceThatTheFactsDoNotHaveIsLeftAlone() {
        assertThat(next(Optional.empty(), here(Condition.RUNNING, 1, false))).isEqualTo(InstanceOrder.NONE);
        assertThat(next(Optional.empty(), here(Condition.STOPPED, 1, false))).isEqualTo(InstanceOrder.NONE);
        assertThat(next(Optional.empty(), here(Condition.CRASHED, 1, true))).isEqualTo(InstanceOrder.NONE);
    }

    private static InstanceOrder next(Optional<Wanted> wanted, Optional<InstanceView> here) {
        return InstanceOrder.next(wanted, here, false, false);
    }

    private static Optional<Wanted> wanted(InstanceStatus status, int run) {
        return wanted(status, run, false);
    }

    private static Optional<Wanted> wanted(InstanceStatus status, int run, boolean forced) {
        return Optional.of(
                new Wanted(new InstanceSpec("i-1", "ecs1", run, new UserData.None(), List.of()), status, forced));
    }

    private static Optional<InstanceView> here(Condition condition, int run, boolean interrupted) {
        return Optional.of(new InstanceView("i-1", condition, run, Optional.empty(), Instant.EPOCH, interrupted, 0));
    }
}
