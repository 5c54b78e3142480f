package io.openhavip.agent.dataplane;

import io.openhavip.agent.dataplane.FabricPlan.Step;
import io.openhavip.agent.dataplane.FabricPlan.Tool;
import io.openhavip.agent.linux.Commands;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs a plan's steps, neighbours of one tool in one process. A step that fails doesn't keep the following ones from running: a port
 * may vanish at any time, and the next reconciliation sees what is left. Thread-safe.
 */
final class FabricProgrammer {

    private final Commands commands;

    FabricProgrammer(Commands commands) {
        this.commands = commands;
    }

    /** @throws IOException after all steps ran, if some failed */
    void run(List<Step> steps) throws IOException {
        IOException failure = null;
        int from = 0;
        while (from < steps.size()) {
            Tool tool = steps.get(from).tool();
            int to = from;
            while (to < steps.size() && steps.get(to).tool() == tool) {
                to++;
            }
            String lines = steps.subList(from, to).stream().map(Step::line).collect(Collectors.joining("\n", "", "\n"));
            try {
                commands.runWithInput(lines, tool.command(), "-force", "-batch", "-");
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
            from = to;
        }
        if (failure != null) {
            throw failure;
        }
    }
}
