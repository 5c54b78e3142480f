package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.Optional;

/** RunInstances in the region that the request names, which must be that of the vSwitch. */
final class InstancesInTheirRegion {

    private InstancesInTheirRegion() {}

    /** @param run what makes the instances, in whichever region the vSwitch is */
    static Action run(Action run) {
        Action.Plan.Translated plan = (Action.Plan.Translated) run.plan();
        return new Action(
                run.name(),
                run.products(),
                run.owner(),
                run.resources(),
                new Action.Plan.Steps(
                        false,
                        (parameters, answers) -> {
                            BackendCall creation = plan.call().apply(parameters);
                            int before = parameters.find("RegionId").isPresent() ? 1 : 0;
                            if (answers.size() < before) {
                                return Optional.of(vSwitch(parameters));
                            }
                            if (answers.size() > before) {
                                return Optional.empty();
                            }
                            answers.forEach(vSwitch -> requireRegion(
                                    parameters, vSwitch.path("regionId").asText()));
                            return Optional.of(creation);
                        },
                        (asked, answers) -> plan.answer().apply(answers.getLast())));
    }

    private static BackendCall vSwitch(Parameters parameters) {
        return new BackendCall(
                Backend.NETWORK,
                "GET",
                "/vswitches/" + Mapping.id(parameters, "VSwitchId"),
                Optional.empty(),
                Optional.empty());
    }

    private static void requireRegion(Parameters parameters, String itsRegion) {
        String region = parameters.require("RegionId");
        if (!region.equals(itsRegion)) {
            throw new ApiError(
                    404,
                    "InvalidVSwitchId.NotFound",
                    "The specified vSwitch " + parameters.require("VSwitchId") + " is not in the region " + region
                            + ".");
        }
    }
}
