package io.openhavip.gateway.admin;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.openhavip.gateway.directory.DirectoryConflict;
import io.openhavip.gateway.ram.MalformedPolicy;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong in an operator's request into a {@link Problem}. */
class Mistakes {

    private static final int FIRST_FAULT = 500;
    private static final Logger LOG = Logger.getLogger(Mistakes.class);

    @ServerExceptionMapper
    Response conflict(DirectoryConflict conflict) {
        return Problem.answer(Response.Status.CONFLICT, conflict.code(), conflict.getMessage());
    }

    @ServerExceptionMapper
    Response policy(MalformedPolicy malformed) {
        return Problem.answer(Response.Status.BAD_REQUEST, "MalformedPolicyDocument", malformed.getMessage());
    }

    @ServerExceptionMapper
    Response value(Invalid invalid) {
        return Problem.answer(Response.Status.BAD_REQUEST, "InvalidParameter", invalid.getMessage());
    }

    // Both, since Jakarta REST has a mapper of its own for the second.
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class})
    Response json(JacksonException malformed) {
        String detail = malformed instanceof UnrecognizedPropertyException unknown
                ? unknownMember(unknown)
                : "The body is not the JSON that is expected here.";
        return Problem.answer(Response.Status.BAD_REQUEST, "MalformedBody", detail);
    }

    private static String unknownMember(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(
                        ", ", "The body cannot have the member " + unknown.getPropertyName() + ", only ", "."));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status >= FIRST_FAULT) {
            return fault(e);
        }
        if (e.getCause() instanceof JacksonException malformed) {
            return json(malformed);
        }
        String detail = e instanceof NotFoundException ? "There is nothing at this address." : e.getMessage();
        return Problem.answer(Response.Status.fromStatusCode(status), "InvalidParameter", detail);
    }

    @ServerExceptionMapper
    Response database(SQLException e) {
        LOG.warnf("operator's request failed cause=%s", e);
        return Problem.answer(
                Response.Status.SERVICE_UNAVAILABLE,
                "ServiceUnavailable",
                "The database is away; the change may or may not have taken effect. Look before you repeat it.");
    }

    @ServerExceptionMapper
    Response fault(Exception e) {
        LOG.error("operator's request failed", e);
        return Problem.answer(
                Response.Status.INTERNAL_SERVER_ERROR, "InternalError", "The gateway failed; its log has the cause.");
    }
}
