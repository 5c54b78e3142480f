package io.openhavip.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.gateway.action.Action;
import io.openhavip.gateway.action.ActionTable;
import io.openhavip.gateway.action.DryRun;
import io.openhavip.gateway.action.Product;
import io.openhavip.testkit.CheckedInDocument;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * docs/api/actions.md, made of the action table and the request classes of Alibaba's SDKs: what becomes of each parameter is found out by
 * giving it.
 */
class ActionsDocumentTest {

    private static final CheckedInDocument DOCUMENT = new CheckedInDocument("docs/api/actions.md");
    private static final Map<Product, String> MODELS = new EnumMap<>(
            Map.of(Product.VPC, "com.aliyun.vpc20160428.models.", Product.ECS, "com.aliyun.ecs20140526.models."));

    private static Optional<Class<?>> requestClass(Product product, Action action) {
        return Optional.ofNullable(MODELS.get(product)).flatMap(models -> {
            try {
                return Optional.of(Class.forName(models + action.name() + "Request"));
            } catch (ClassNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static String section(Product product, Action action, List<SdkParameter> parameters) {
        Trial trial = new Trial(product, action, parameters);
        Map<Trial.Verdict, StringBuilder> found = new EnumMap<>(Trial.Verdict.class);
        for (SdkParameter parameter : parameters) {
            found.computeIfAbsent(trial.of(parameter), verdict -> new StringBuilder())
                    .append(found.isEmpty() ? "" : " ")
                    .append(parameter.name())
                    .append(',');
        }
        StringBuilder text = new StringBuilder("### " + action.name() + "\n\n");
        found.forEach((verdict, names) -> {
            String list = names.toString().strip();
            text.append("- %s: %s\n".formatted(verdict.words(), list.substring(0, list.length() - 1)));
        });
        return text.append('\n').toString();
    }

    private static String render() {
        StringBuilder text = new StringBuilder("""
                # Actions and their parameters

                Made from the action table of api-gateway and the request classes of Alibaba's Java SDKs (vpc20160428 3.2.24, ecs20140526
                5.3.0). *Supported* changes what a service is asked; *ignored* is accepted and changes nothing; *refused* is answered with an
                error, at least with some values. OwnerId, OwnerAccount, ResourceOwnerId, ResourceOwnerAccount and SecurityToken are ignored
                everywhere, DryRun=true is refused by actions that do not have it, ClientToken is taken by everything that makes or changes
                one thing. Which filters are tested and what else is open: [compatibility](../compatibility.md#actions).

                """);
        for (Product product : List.of(Product.VPC, Product.ECS)) {
            text.append("## Product ").append(product.ramCode()).append("\n\n");
            ActionTable.standard().of(product).stream()
                    .sorted(Comparator.comparing(Action::name))
                    .forEach(action -> requestClass(product, action)
                            .map(SdkParameter::of)
                            .ifPresent(parameters -> text.append(section(product, action, parameters))));
        }
        return text.toString().strip() + "\n";
    }

    @Test
    void whatBecomesOfEachParameterIsWhatTheDocumentSays() {
        String rendered = render();
        assertThat(rendered).contains("### CreateHaVip", "### RunInstances");
        DOCUMENT.mustBe(rendered);
    }

    @Test
    void trialTellsSupportedIgnoredAndRefusedApart() {
        assertThat(verdicts(Product.VPC, "DescribeHaVips"))
                .containsEntry("PageSize", Trial.Verdict.SUPPORTED)
                .containsEntry("Filter.N.Value.N", Trial.Verdict.SUPPORTED);
        assertThat(verdicts(Product.ECS, "DescribeInstances"))
                .containsEntry("MaxResults", Trial.Verdict.SUPPORTED)
                .containsEntry("NextToken", Trial.Verdict.SUPPORTED)
                .containsEntry("AdditionalAttributes.N", Trial.Verdict.IGNORED)
                .containsEntry("SecurityGroupId", Trial.Verdict.SUPPORTED)
                .containsEntry("KeyPairName", Trial.Verdict.REFUSED);
        assertThat(verdicts(Product.ECS, "AuthorizeSecurityGroup"))
                .containsEntry("Permissions.N.Priority", Trial.Verdict.SUPPORTED);
    }

    @Test
    void everyActionThatHasADryRunInTheSdksHasOneHere() {
        for (Product product : MODELS.keySet()) {
            for (Action action : ActionTable.standard().of(product)) {
                boolean inSdk = requestClass(product, action)
                        .map(request -> Arrays.stream(request.getFields())
                                .anyMatch(field -> field.getName().equals("dryRun")))
                        .orElse(false);
                assertThat(DryRun.isTakenBy(product, action.name()) || !inSdk)
                        .as(action.name())
                        .isTrue();
            }
        }
    }

    private static Map<String, Trial.Verdict> verdicts(Product product, String name) {
        Action action = ActionTable.standard().of(product).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<SdkParameter> parameters =
                SdkParameter.of(requestClass(product, action).orElseThrow());
        Trial trial = new Trial(product, action, parameters);
        Map<String, Trial.Verdict> found = new HashMap<>();
        parameters.forEach(parameter -> found.put(parameter.name(), trial.of(parameter)));
        return found;
    }
}
