package io.openhavip.agent.lab;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Behind {@link Privileged}. */
class PrivilegedCondition implements ExecutionCondition, BeforeAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Boolean.parseBoolean(System.getProperty("havip.test.privileged", "true"))
                ? ConditionEvaluationResult.enabled("privileged tests are on")
                : ConditionEvaluationResult.disabled("NOT RUN: havip.test.privileged=false");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("user.name").equals("root")) {
            throw new AssertionError(
                    "this system test makes network namespaces and raw sockets: run it as root on Linux, or leave"
                            + " it out with -Dhavip.test.privileged=false");
        }
    }
}
