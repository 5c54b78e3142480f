package io.openhavip.service.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.eventing.UnknownOutcome;
import io.openhavip.eventing.consume.Faults;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that goes wrong in a request into a {@link Problem}. */
public class Problems {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final Requests.Current request;

    Problems(Requests.Current request) {
        this.request = request;
    }

    @ServerExceptionMapper
    Response refusal(Refusal refusal) {
        return problem(refusal.code(), refusal.getMessage());
    }

    @ServerExceptionMapper
    Response unended(UnendedOperation unended) {
        return problem(ErrorCode.OPERATION_TIMED_OUT, unended.getMessage());
    }

    @ServerExceptionMapper
    Response unknownOutcome(UnknownOutcome unknown) {
        LOG.errorf(unknown, "outcome unknown requestId=%s", request.id());
        return problem(
                ErrorCode.OPERATION_TIMED_OUT,
                "The outcome is not known: the request may or may not have taken effect. Look before you repeat it.");
    }

    @ServerExceptionMapper
    Response malformedJson(JacksonException e) {
        return problem(ErrorCode.MALFORMED_BODY, JsonMistakes.describe(e));
    }

    @ServerExceptionMapper
    Response mismatchedJson(MismatchedInputException e) {
        return problem(ErrorCode.MALFORMED_BODY, JsonMistakes.describe(e));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        return switch (e) {
            // What Jakarta REST answers to a path or query parameter that cannot be read as what it should be.
            case NotFoundException unreadable
            when unreadable.getCause() instanceof IllegalArgumentException cause ->
                problem(
                        ErrorCode.INVALID_PARAMETER,
                        "A parameter of the address is not of its kind" + given(cause) + ".");
            case NotFoundException notFound ->
                problem(ErrorCode.RESOURCE_NOT_FOUND, "There is nothing at this address.");
            case NotAllowedException notAllowed ->
                problem(ErrorCode.METHOD_NOT_ALLOWED, "This address does not take that method.");
            case NotSupportedException notSupported ->
                problem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
            case NotAcceptableException notAcceptable ->
                problem(ErrorCode.INVALID_PARAMETER, "The answer can only be application/json.");
            case WebApplicationException malformed
            when malformed.getCause() instanceof JacksonException json ->
                problem(ErrorCode.MALFORMED_BODY, JsonMistakes.describe(json));
            case WebApplicationException other
            when other.getResponse().getStatus() < 500 ->
                problem(ErrorCode.INVALID_PARAMETER, String.valueOf(other.getMessage()));
            case WebApplicationException fault -> fault(fault);
        };
    }

    @ServerExceptionMapper
    Response fault(Exception e) {
        if (Faults.isConflict(e)) {
            LOG.warnf("request overtaken too often requestId=%s cause=%s", request.id(), e.getMessage());
            return problem(
                    ErrorCode.OPERATION_TIMED_OUT,
                    "Others change the same resource at this moment; nothing was changed. Try again.");
        }
        if (Faults.isPassing(e)) {
            LOG.warnf("request failed, may pass requestId=%s cause=%s", request.id(), e.getMessage());
            return problem(
                    ErrorCode.OPERATION_TIMED_OUT,
                    request.isReading()
                            ? "A part of the service is away for the moment; try again."
                            : "A part of the service is away for the moment; the request may or may not have taken effect."
                                    + " Look before you repeat it.");
        }
        LOG.errorf(e, "request failed requestId=%s", request.id());
        return problem(ErrorCode.INTERNAL_ERROR, "The service failed. Its log has the cause under this request id.");
    }

    private Response problem(ErrorCode code, String detail) {
        Response.Status status = Response.Status.fromStatusCode(code.httpStatus());
        Problem problem = new Problem(
                "about:blank", status.getReasonPhrase(), code.httpStatus(), detail, code.code(), request.id());
        return Response.status(status).type(MEDIA_TYPE).entity(problem).build();
    }

    /** What was no number; what is said of other kinds names a class. */
    private static String given(Throwable cause) {
        Matcher quoted = QUOTED.matcher(String.valueOf(cause.getMessage()));
        return quoted.find() ? ": " + quoted.group() : "";
    }
}
