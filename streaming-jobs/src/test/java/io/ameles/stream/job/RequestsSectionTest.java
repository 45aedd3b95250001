package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.request.RequestRight;
import io.ameles.model.request.Requester;
import io.ameles.model.sign.KeyFile;
import io.ameles.model.sign.SigningKey;
import io.ameles.stream.Fixtures;
import io.ameles.stream.admit.RequestRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsSectionTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String DESK = "{name: desk, key-file: desk.jwk, may: [forget]}";
  private static final String BOSS = "{name: boss, key-file: boss.jwk, may: [forget, confirm]}";
  private static final String COURT = "{name: court, key-file: court.jwk, may: [confirm]}";

  @TempDir Path folder;

  @BeforeEach
  void makeKeys() {
    for (String name : new String[] {"desk", "boss", "court"}) {
      KeyFile.write(
          folder.resolve(name + ".jwk"), SigningKey.generate(RANDOM).publicKey().members());
    }
  }

  @Test
  void withoutTheSectionEverybodyMayAsk() {
    assertThat(parse("")).isEqualTo(RequestRules.NONE);
  }

  @Test
  void everythingCanBeChosen() {
    RequestRules rules =
        parse(
            """
            requests:
              signed: true
              requesters:
                - {name: desk, key-file: desk.jwk, may: [forget, extend], subjects: "tenant-a/"}
                - {name: boss, key-file: boss.jwk, may: [confirm, legal-hold]}
              rate-limit: {requests: 1000, per: PT10M}
              guard: {max-share: 0.02, floor: 50}
            """);

    assertThat(rules.requesters().signed()).isTrue();
    assertThat(rules.requesters().requesters())
        .extracting(Requester::name)
        .containsExactly("desk", "boss");
    Requester desk = rules.requesters().requesters().get(0);
    assertThat(desk.may()).containsExactlyInAnyOrder(RequestRight.FORGET, RequestRight.EXTEND);
    assertThat(desk.subjects()).isEqualTo("tenant-a/");
    assertThat(rules.requesters().requesters().get(1).may()).contains(RequestRight.LEGAL_HOLD);
    assertThat(rules.rateLimit()).isEqualTo(new RequestRules.RateLimit(1_000, 600_000));
    assertThat(rules.guard()).isEqualTo(new RequestRules.Guard(0.02, 50));
  }

  @Test
  void guardAndLimitHaveDefaults() {
    RequestRules rules =
        parse("requests: {requesters: [" + COURT + "], guard: {}, rate-limit: {requests: 5}}");

    assertThat(rules.guard()).isEqualTo(new RequestRules.Guard(0.01, 100));
    assertThat(rules.rateLimit()).isEqualTo(new RequestRules.RateLimit(5, 3_600_000));
  }

  @Test
  void namesAndKeysAreUnique() {
    assertThat(problems("requesters: [" + DESK + ", " + DESK + "]"))
        .contains("the name desk must not come twice")
        .contains("desk must have a key of his own");
    assertThat(problems("requesters: [" + DESK + ", {name: x, key-file: desk.jwk, may: forget}]"))
        .contains("x must have a key of his own");
  }

  @Test
  void unreadableKeysAreReportedAndNotQuoted() {
    SigningKey secret = SigningKey.generate(RANDOM);
    secret.write(folder.resolve("private.jwk"));
    String quoted = String.valueOf(secret.members().get("d"));

    assertThat(problems("requesters: [{name: x, key-file: private.jwk, may: forget}]"))
        .contains("key-file of x")
        .contains("private key")
        .doesNotContain(quoted);
    assertThat(problems("requesters: [{name: x, key-file: missing.jwk, may: forget}]"))
        .contains("key-file of x");
    assertThat(problems("requesters: [{name: x, may: forget}]")).contains("key-file of x");
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    assertThat(problems("requesters: [{name: '', key-file: desk.jwk, may: forget}]"))
        .contains("every name must be");
    assertThat(problems("requesters: [{name: x, key-file: desk.jwk, may: [forgive]}]"))
        .contains("may of x must be some of");
    assertThat(problems("requesters: [{name: x, key-file: desk.jwk}]"))
        .contains("may of x must be some of");
    assertThat(problems("requesters: [{nam: x}]")).contains("requests.requesters: is");
    assertThat(problems("requesters: desk")).contains("requests.requesters: is");
    assertThat(problems("rate-limit: {per: PT1H}")).contains("requests.rate-limit.requests");
    assertThat(problems("rate-limit: 5")).contains("requests.rate-limit: is");
    assertThat(problems("requesters: [" + COURT + "], guard: {max-share: 2}"))
        .contains("requests.guard.max-share: is 2, must be a number from 0 to 1");
    assertThat(problems("requesters: [" + COURT + "], guard: {floor: -1}"))
        .contains("requests.guard.floor");
    assertThat(problems("sined: true")).contains("requests.sined: is not a key");
  }

  @Test
  void rulesThatNobodyCanMeetAreMistakes() {
    assertThat(problems("signed: true")).contains("requests.signed: is true, must be false");
    assertThat(problems("guard: {}")).contains("one of the requesters may confirm");
    assertThat(problems("requesters: [" + DESK + "], guard: {}"))
        .contains("one of the requesters may confirm");
    assertThat(problems("signed: true, requesters: [" + BOSS + "], guard: {}"))
        .contains("what another one asks for");
    assertThat(
            problems(
                "signed: true, requesters:"
                    + " [{name: a, key-file: desk.jwk, may: forget, subjects: a/},"
                    + " {name: b, key-file: boss.jwk, may: confirm, subjects: b/}], guard: {}"))
        .contains("what another one asks for");
  }

  @Test
  void confirmationByAnotherTenantsSuperiorIsPossible() {
    assertThat(
            parse(
                    "requests: {signed: true, requesters: ["
                        + "{name: a, key-file: desk.jwk, may: forget, subjects: a/b/},"
                        + "{name: b, key-file: boss.jwk, may: confirm, subjects: a/}], guard: {}}")
                .guard())
        .isNotNull();
  }

  private RequestRules parse(String requests) {
    return ConfigurationFile.parse(
            """
            kafka: {bootstrap.servers: "localhost:9092"}
            intake: {dimension: 4}
            %s
            %s
            """
                .formatted(Fixtures.RECEIPTS, requests),
            folder,
            Map.of(ConfigurationFile.KEY_VARIABLE, "0123456789abcdef".repeat(4)))
        .requests();
  }

  private String problems(String section) {
    return String.valueOf(
        catchThrowableOfType(AmelesException.class, () -> parse("requests: {" + section + "}"))
            .getMessage());
  }
}
