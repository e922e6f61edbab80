package io.keycanary.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.NameLearner.Learned;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameLearnerTest {
    private static List<String> patterns(List<String> names) {
        return NameLearner.learn(names).stream()
                .map(learned -> learned.pattern().toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'svc-report-dev-01 svc-report-prod-02 svc-login-dev-07 svc-mail-prod-11 svc-queue-dev-12 svc-etl-prod-44', svc-{word}-{dev|prod}-{digit:2}",
        "'jenkins-3fa94c01 jenkins-77ab01bc jenkins-00ff12aa', jenkins-{hex:8}",
        "'ann.smith bob.jones carl.miller', {word}.{word}",
        "'ci1 ci2 ci3', ci{digit:1}",
        "'ci7 ci12 ci13 ci14', ci{digit:2}",
        "'deploy_bot build_bot test_bot', {word}_bot"
    })
    void learn_namesThatAreAlike_isTheirPattern(String names, String pattern) {
        assertThat(patterns(List.of(names.split(" ")))).containsExactly(pattern);
    }

    @Test
    void learn_severalCustoms_theMostFrequentFirst() {
        List<String> names =
                new ArrayList<>(List.of("ann.smith", "bob.jones", "carl.miller", "lonely", "two-of", "a-kind"));
        for (int i = 10; i < 20; i++) {
            names.add("runner-" + i);
        }
        List<Learned> learned = NameLearner.learn(names);
        assertThat(learned)
                .extracting(one -> one.pattern() + " " + one.names() + " " + one.example())
                .containsExactly("runner-{digit:2} 10 runner-10", "{word}.{word} 3 ann.smith");
    }

    @Test
    void learn_namesOfAPattern_givesItBack() {
        NamePattern pattern = NamePattern.of("svc-{word}-{blue|green|red}-{digit:3}");
        Random random = new Random(7);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add(pattern.next(random, (before, after, chars) -> ""));
        }
        assertThat(patterns(names)).containsExactly(pattern.toString());
    }

    @Test
    void learn_fewOrNone_isNothing() {
        assertThat(NameLearner.learn(List.of())).isEmpty();
        assertThat(NameLearner.learn(List.of("a-1", "b-2"))).isEmpty();
    }

    @Test
    void learn_namesThatWouldBeTooLong_areLeftOut() {
        String words = "aaaa-bbbb-cccc-dddd-eeee-ffff-gggg-hhhh-iiii-jjjj-kkkk-llll";
        assertThat(NameLearner.learn(List.of(words, words.replace('a', 'x').replace('b', 'y'), words + "x")))
                .isEmpty();
    }
}
