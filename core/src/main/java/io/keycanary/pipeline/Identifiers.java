package io.keycanary.pipeline;

import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a query looks for.
 *
 * @param principalIds unique ids of users
 * @param arns of users whose unique id is not known
 * @param arnPrefixes of users on paths in which there are decoys only
 * @param namesByAccount user names for sign-in, by account id
 */
record Identifiers(
        List<String> keyIds,
        List<String> principalIds,
        List<String> arns,
        List<String> arnPrefixes,
        Map<String, List<String>> namesByAccount) {

    static Identifiers of(List<CanaryToken> tokens, List<String> arnPrefixes) {
        List<String> principalIds = new ArrayList<>();
        List<String> arns = new ArrayList<>();
        Map<String, List<String>> names = new TreeMap<>();
        for (CanaryToken token : tokens) {
            String arn = token.identity().userArn();
            String principalId = token.identity().principalId();
            if (principalId != null) {
                principalIds.add(principalId);
            } else if (arn != null) {
                arns.add(arn);
            }
            String name = token.identity().userName();
            if (name != null) {
                names.computeIfAbsent(token.account().id(), account -> new ArrayList<>())
                        .add(name);
            }
        }
        Stream<String> keys =
                tokens.stream().flatMap(token -> token.keys().stream()).map(AccessKey::id);
        return new Identifiers(keys.toList(), principalIds, arns, arnPrefixes, names);
    }
}
