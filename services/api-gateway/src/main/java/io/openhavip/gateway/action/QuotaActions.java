package io.openhavip.gateway.action;

import static io.openhavip.gateway.action.Product.QUOTAS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openhavip.gateway.action.Action.Asked;
import io.openhavip.gateway.wire.ApiError;
import io.openhavip.gateway.wire.Parameters;
import io.openhavip.gateway.wire.UrlEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Quota Center (quotas 2020-05-10). Each service holds limits of its own, so that a request is about all of them: their quotas are
 * read first, and tell which service an application is for.
 */
final class QuotaActions {

    private static final List<Backend> HOLDERS = List.of(Backend.HAVIP, Backend.NETWORK, Backend.EIP);
    private static final int LAST_TOKEN = 1_000_000;
    private static final int MOST_RESULTS = 100;
    private static final int RESULTS = 30;

    private QuotaActions() {}

    static List<Action> all() {
        return List.of(
                action("ListProductQuotas", true, QuotaActions::everyQuota, QuotaActions::list),
                action("GetProductQuota", true, QuotaActions::everyQuota, QuotaActions::get),
                action("CreateQuotaApplication", false, QuotaActions::submission, QuotaActions::submitted),
                action("GetQuotaApplication", true, QuotaActions::applications, QuotaActions::application));
    }

    private static Action action(
            String name,
            boolean reads,
            BiFunction<Parameters, List<JsonNode>, Optional<BackendCall>> next,
            BiFunction<Asked, List<JsonNode>, ObjectNode> answer) {
        return new Action(
                name,
                Set.of(QUOTAS),
                QUOTAS,
                parameters -> RamResource.any(QUOTAS),
                new Action.Plan.Steps(reads, next, answer));
    }

    private static Optional<BackendCall> everyQuota(Parameters parameters, List<JsonNode> answers) {
        return HOLDERS.stream().skip(answers.size()).findFirst().map(holder -> get(holder, "/quotas"));
    }

    private static Optional<BackendCall> submission(Parameters parameters, List<JsonNode> answers) {
        if (answers.size() < HOLDERS.size()) {
            return everyQuota(parameters, answers);
        }
        return answers.size() > HOLDERS.size()
                ? Optional.empty()
                : Optional.of(submission(parameters, wanted(parameters, answers)));
    }

    private static BackendCall submission(Parameters parameters, Quota quota) {
        return new BackendCall(
                quota.holder(),
                "POST",
                "/quotas/" + UrlEncoding.encode(quota.code()) + "/applications",
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("desiredValue", wholeNumber(parameters))
                        .put("reason", parameters.require("Reason"))),
                parameters.find("ClientToken"));
    }

    /** Clients write it as a fraction: {@code 10.0}. */
    private static long wholeNumber(Parameters parameters) {
        String text = parameters.require("DesireValue");
        if (!text.matches("[0-9]{1,15}(\\.0+)?")) {
            throw ApiError.invalid("The parameter \"DesireValue\" must be a whole number.");
        }
        return Long.parseLong(text.replaceFirst("\\..*", ""));
    }

    /** The quotas after the applications, for what an application does not say itself. */
    private static Optional<BackendCall> applications(Parameters parameters, List<JsonNode> answers) {
        int done = answers.size();
        return done < HOLDERS.size()
                ? Optional.of(get(
                        HOLDERS.get(done),
                        "/quota-applications?applicationId=" + Mapping.id(parameters, "ApplicationId")))
                : everyQuota(parameters, answers.subList(HOLDERS.size(), done));
    }

    private static BackendCall get(Backend holder, String target) {
        return new BackendCall(holder, "GET", target, Optional.empty(), Optional.empty());
    }

    /** A limit and the service that holds it. */
    private record Quota(Backend holder, JsonNode view) {

        String code() {
            return view.path("quotaActionCode").asText();
        }

        /** By the prefix of its code, as in the field. */
        String product() {
            return code().startsWith("vpc_") ? "vpc" : code().startsWith("eip_") ? "eip" : "ecs";
        }

        String category() {
            return view.path("quotaType").asText().equals("privilege") ? "WhiteListLabel" : "CommonQuota";
        }

        boolean mentions(String word) {
            String lower = word.toLowerCase(Locale.ROOT);
            return (code() + " " + view.path("quotaName").asText())
                    .toLowerCase(Locale.ROOT)
                    .contains(lower);
        }

        ObjectNode describe(Asked asked) {
            ObjectNode quota = JsonNodeFactory.instance
                    .objectNode()
                    .put("ProductCode", product())
                    .put("QuotaActionCode", code())
                    .put("QuotaName", view.path("quotaName").asText())
                    .put("QuotaDescription", view.path("quotaDescription").asText())
                    .put("QuotaArn", arn(asked))
                    .put("QuotaCategory", category())
                    .put("QuotaType", view.path("quotaType").asText())
                    .put("QuotaUnit", view.path("quotaUnit").asText())
                    .put("TotalQuota", view.path("totalQuota").asLong())
                    .put("TotalUsage", view.path("totalUsage").asLong(0))
                    .put("Consumable", view.path("totalUsage").isNumber())
                    .put("Adjustable", view.path("adjustable").asBoolean())
                    .put("ApplicableType", "continuous")
                    .put("GlobalQuota", true)
                    .put("UnadjustableDetail", view.path("adjustable").asBoolean() ? "" : "NO_PERMISSION")
                    .put("ApplyReasonTips", "");
            quota.set("ApplicableRange", view.path("applicableRange"));
            quota.putArray("SupportedRange");
            quota.putArray("QuotaItems");
            quota.putObject("Dimensions");
            return quota;
        }

        String arn(Asked asked) {
            return "acs:quotas:*:%s:quota/%s/%s/".formatted(asked.caller().accountId(), product(), code());
        }
    }

    /**
     * Each once: two services may hold to the same limit.
     *
     * @param answers begin with those of the holders
     */
    private static List<Quota> quotas(List<JsonNode> answers) {
        SequencedMap<String, Quota> byCode = new LinkedHashMap<>();
        for (int i = 0; i < HOLDERS.size(); i++) {
            for (JsonNode view : answers.get(i).path("quotas")) {
                Quota quota = new Quota(HOLDERS.get(i), view);
                byCode.putIfAbsent(quota.code(), quota);
            }
        }
        return List.copyOf(byCode.values());
    }

    private static Quota wanted(Parameters parameters, List<JsonNode> answers) {
        String product = parameters.require("ProductCode");
        String code = parameters.require("QuotaActionCode");
        return quotas(answers).stream()
                .filter(quota -> quota.product().equalsIgnoreCase(product)
                        && quota.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ApiError(
                        404,
                        "QUOTA.NOT.EXISTS",
                        "The specified quota " + code + " of " + product + " does not exist."));
    }

    private static ObjectNode list(Asked asked, List<JsonNode> answers) {
        Parameters parameters = asked.parameters();
        String product = parameters.require("ProductCode");
        List<Predicate<Quota>> filters = new ArrayList<>();
        filters.add(quota -> quota.product().equalsIgnoreCase(product));
        parameters
                .find("QuotaActionCode")
                .ifPresent(code -> filters.add(quota -> quota.code().equals(code)));
        parameters.find("KeyWord").ifPresent(word -> filters.add(quota -> quota.mentions(word)));
        parameters
                .find("QuotaCategory")
                .ifPresent(category -> filters.add(quota -> quota.category().equals(category)));
        List<Quota> found = quotas(answers).stream()
                .filter(quota -> filters.stream().allMatch(filter -> filter.test(quota)))
                .toList();
        int results = parameters.atLeastOne("MaxResults", RESULTS, MOST_RESULTS);
        int from = parameters.atLeastOne("NextToken", 1, LAST_TOKEN) - 1;
        int to = Math.min(found.size(), from + results);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("TotalCount", found.size())
                .put("MaxResults", results)
                .put("NextToken", to < found.size() ? String.valueOf(to + 1) : "");
        var page = answer.putArray("Quotas");
        IntStream.range(from, to).mapToObj(found::get).forEach(quota -> page.add(quota.describe(asked)));
        return answer;
    }

    private static ObjectNode get(Asked asked, List<JsonNode> answers) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("Quota", wanted(asked.parameters(), answers).describe(asked));
        return answer;
    }

    private static ObjectNode submitted(Asked asked, List<JsonNode> answers) {
        return describe(asked, answers.getLast(), wanted(asked.parameters(), answers));
    }

    private static ObjectNode application(Asked asked, List<JsonNode> answers) {
        String id = asked.parameters().require("ApplicationId");
        List<JsonNode> views = answers.subList(HOLDERS.size(), answers.size());
        for (JsonNode page : answers.subList(0, HOLDERS.size())) {
            for (JsonNode found : page.path("quotaApplications")) {
                Quota quota = quotas(views).stream()
                        .filter(each ->
                                each.code().equals(found.path("quotaActionCode").asText()))
                        .findFirst()
                        .orElseThrow();
                ObjectNode answer = JsonNodeFactory.instance.objectNode();
                answer.set("QuotaApplication", describe(asked, found, quota));
                return answer;
            }
        }
        throw new ApiError(
                404, "QUOTA.APPLICATION.NOT.EXISTS", "The specified quota application " + id + " does not exist.");
    }

    private static ObjectNode describe(Asked asked, JsonNode application, Quota quota) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("ApplicationId", application.path("applicationId").asText())
                .put("ProductCode", quota.product())
                .put("QuotaActionCode", quota.code())
                .put("QuotaName", quota.view().path("quotaName").asText())
                .put("QuotaDescription", quota.view().path("quotaDescription").asText())
                .put("QuotaArn", quota.arn(asked))
                .put("QuotaUnit", quota.view().path("quotaUnit").asText())
                .put("Status", application.path("status").asText())
                .put("DesireValue", application.path("desiredValue").asLong())
                .put("AuditReason", application.path("auditReason").asText())
                .put("Reason", application.path("reason").asText())
                .put("ApplyTime", application.path("applyTime").asText())
                .put("EffectiveTime", application.path("auditTime").asText(""))
                .put("ExpireTime", "")
                .put("NoticeType", 0);
        if (application.path("approveValue").isNumber()) {
            answer.put("ApproveValue", application.path("approveValue").asLong());
        }
        answer.putObject("Dimension");
        return answer;
    }
}
