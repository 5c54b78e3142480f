package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.store.DatabaseFault;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Refuses requests while a read model does not show all that there is: what it does not show yet would seem to be gone, and a client such
 * as Terraform would make it again. What operators ask is answered all the same.
 */
@Provider
public class CompleteAnswers implements ContainerRequestFilter {

    private static final Pattern OPERATORS = Pattern.compile("/?(admin|asyncapi)(/.*)?");

    private final ServedReadModels readModels;

    CompleteAnswers(ServedReadModels readModels) {
        this.readModels = readModels;
    }

    /** @throws Refusal {@code ServiceUnavailable}: nothing was done */
    @Override
    public void filter(ContainerRequestContext request) {
        if (OPERATORS.matcher(request.getUriInfo().getPath()).matches()) {
            return;
        }
        try {
            readModels.obstacle().ifPresent(obstacle -> {
                throw new Refusal(ErrorCode.OPERATION_TIMED_OUT, obstacle + " Nothing was done; try again in a while.");
            });
        } catch (SQLException e) {
            throw new DatabaseFault("it is not known whether the read models are complete", e);
        }
    }
}
