package io.openhavip.contracts;

/**
 * The answer to a command that a rule refused. It belongs to no aggregate's history (there may be none: the refusal can be that the
 * aggregate does not exist), so it carries no {@code aggregatesequence}; its {@code correlationid} and {@link #commandId()} say what
 * it answers.
 *
 * @param commandId id of the refused command
 * @param commandType wire name of the refused command
 * @param targetId the aggregate that the command was for
 * @param requesterId the aggregate that asked
 * @param code why
 * @param message for people
 */
public record CommandRefused(
        String commandId, String commandType, String targetId, String requesterId, ErrorCode code, String message)
        implements Event {
    @Override
    public String subject() {
        return requesterId;
    }
}
