package io.openhavip.gateway.action;

import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import java.util.Optional;

/**
 * Something made in the region that the request names, which must be that of what it is made in: else a user's rights to the one region
 * would make it in the other.
 *
 * @param kind of what it is made in
 * @param parameter its id
 * @param notFound code of the refusal
 */
record InItsRegion(Resources.Kind kind, String parameter, String notFound) {

    static final InItsRegion VPC = new InItsRegion(Resources.Kind.VPC_ITSELF, "VpcId", "InvalidVpcId.NotFound");
    static final InItsRegion VSWITCH =
            new InItsRegion(Resources.Kind.VSWITCH, "VSwitchId", "InvalidVSwitchId.NotFound");

    /** @param making what makes it, in whichever region */
    Action of(Action making) {
        Action.Plan.Translated plan = (Action.Plan.Translated) making.plan();
        return making.by(new Action.Plan.Steps(
                false,
                (parameters, answers) -> {
                    BackendCall creation = plan.call().apply(parameters);
                    int before = parameters.find("RegionId").isPresent() ? 1 : 0;
                    if (answers.size() < before) {
                        return Optional.of(kind.read(Mapping.id(parameters, parameter)));
                    }
                    if (answers.size() > before) {
                        return Optional.empty();
                    }
                    answers.forEach(around ->
                            requireRegion(parameters, around.path("regionId").asText()));
                    return Optional.of(creation);
                },
                (asked, answers) -> plan.answer().apply(answers.getLast())));
    }

    private void requireRegion(Parameters parameters, String itsRegion) {
        String region = parameters.require("RegionId");
        if (!region.equals(itsRegion)) {
            throw new ApiError(
                    404,
                    notFound,
                    "The specified " + parameter + " " + parameters.require(parameter) + " is not in the region "
                            + region + ".");
        }
    }
}
