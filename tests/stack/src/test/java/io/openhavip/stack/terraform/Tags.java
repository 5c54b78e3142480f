package io.openhavip.stack.terraform;

import io.openhavip.stack.terraform.ProviderClient.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the provider changes the tags of a resource: those that are gone first, then those that are new or other. */
final class Tags {

    private Tags() {}

    static void change(
            ProviderClient client, Product product, String resourceType, String id, Values before, Values now) {
        List<String> gone = new ArrayList<>(before.tags().keySet());
        gone.removeAll(now.tags().keySet());
        Map<String, String> set = new LinkedHashMap<>(now.tags());
        set.entrySet().removeAll(before.tags().entrySet());
        if (!gone.isEmpty()) {
            client.rpc(
                    product,
                    product == Product.VPC ? "UnTagResources" : "UntagResources",
                    named(client, resourceType, id).list("TagKey", gone).map());
        }
        if (!set.isEmpty()) {
            Map<String, String> request =
                    new LinkedHashMap<>(named(client, resourceType, id).map());
            int number = 0;
            for (Map.Entry<String, String> tag : set.entrySet()) {
                number++;
                request.put("Tag." + number + ".Key", tag.getKey());
                request.put("Tag." + number + ".Value", tag.getValue());
            }
            client.rpc(product, "TagResources", request);
        }
    }

    private static Request named(ProviderClient client, String resourceType, String id) {
        return Request.of("RegionId", client.region(), "ResourceType", resourceType, "ResourceId.1", id);
    }
}
