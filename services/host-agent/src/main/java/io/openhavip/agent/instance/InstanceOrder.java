package io.openhavip.agent.instance;

import io.openhavip.agent.instance.InstancePlan.Wanted;
import io.openhavip.agent.instance.InstanceView.Condition;
import java.util.Optional;

/** What to do about one instance so that it becomes what the facts want. */
enum InstanceOrder {
    NONE,
    START,
    STOP,
    /** Stop as pulling the plug does. */
    KILL,
    PLUG,
    /** Tell the control plane that it ended by itself. */
    REPORT,
    DELETE;

    /**
     * The next step: a reboot is a stop, and then a start of the higher run. An instance that ended by itself is reported and stays as it
     * is until the control plane starts it again, as on ECS; one that was interrupted is started again. One that the facts don't have is left as it
     * is, disk and all, unless they say that it was deleted: they may be those of another cluster, or of a topic that was made anew.
     *
     * @param wanted empty: the facts have no such instance on this host
     * @param here empty: nothing of it is here
     * @param movedAway whether a record says that it has lost its place here, or runs elsewhere since: it is stopped. That a record merely
     *     names another host is no reason, since it may be this one that goes by a wrong name
     * @param deleted whether a record said that it is gone
     */
    static InstanceOrder next(
            Optional<Wanted> wanted, Optional<InstanceView> here, boolean movedAway, boolean deleted) {
        boolean runs =
                here.filter(view -> view.condition() == Condition.RUNNING).isPresent();
        if (wanted.isEmpty()) {
            if (here.isPresent() && deleted) {
                return DELETE;
            }
            return runs && movedAway ? STOP : NONE;
        }
        InstanceOrder end = wanted.get().forced() ? KILL : STOP;
        return switch (wanted.get().status()) {
            case Pending, Starting -> NONE;
            case Stopping, Stopped -> runs ? end : NONE;
            case Running -> {
                int wantedRun = wanted.get().spec().run();
                int run = here.map(InstanceView::run).orElse(0);
                if (runs) {
                    yield run < wantedRun ? end : PLUG;
                }
                if (run < wantedRun || here.get().interrupted()) {
                    yield START;
                }
                yield run == wantedRun && here.get().end().isPresent() ? REPORT : NONE;
            }
        };
    }
}
