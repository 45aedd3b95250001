package io.ameles.stream.job;

import io.ameles.model.AmelesException;
import io.ameles.model.request.RequestRight;
import io.ameles.model.request.Requester;
import io.ameles.model.request.Requesters;
import io.ameles.model.sign.VerificationKey;
import io.ameles.stream.admit.RequestRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a configuration that is about who may ask for what. */
final class RequestsSection {
  private static final String REQUESTERS = "requests.requesters";
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final int LONGEST_PREFIX = 256;
  private static final double DEFAULT_SHARE = 0.01;
  private static final int DEFAULT_FLOOR = 100;

  private final ConfigurationReader reader;
  private final Path folder;

  private RequestsSection(ConfigurationReader reader, Path folder) {
    this.reader = reader;
    this.folder = folder;
  }

  /**
   * @param folder that relative paths start from
   * @return {@link RequestRules#NONE} if there is no such part
   */
  static RequestRules read(ConfigurationReader reader, Path folder) {
    RequestsSection section = new RequestsSection(reader, folder);
    boolean signed = reader.flag("requests.signed", false);
    Requesters requesters = new Requesters(signed, section.requesters());
    RequestRules rules = new RequestRules(requesters, section.rateLimit(), section.guard());
    section.requireSense(rules);
    return rules;
  }

  private RequestRules.@Nullable RateLimit rateLimit() {
    if (!reader.section("requests.rate-limit")) {
      return null;
    }
    int requests = reader.requiredInteger("requests.rate-limit.requests", 1, Integer.MAX_VALUE);
    Duration per = reader.duration("requests.rate-limit.per", Duration.ofHours(1));
    return new RequestRules.RateLimit(requests, per.toMillis());
  }

  private RequestRules.@Nullable Guard guard() {
    return reader.section("requests.guard")
        ? new RequestRules.Guard(
            reader.share("requests.guard.max-share", DEFAULT_SHARE),
            reader.integer("requests.guard.floor", DEFAULT_FLOOR, 0, Integer.MAX_VALUE))
        : null;
  }

  private List<Requester> requesters() {
    List<Requester> requesters = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (Map<String, List<String>> settings :
        reader.records(REQUESTERS, Set.of("name", "key-file", "may", "subjects"))) {
      String name = one("name", settings);
      if (!name.matches(NAME)) {
        wrong("every name must be 1 to 100 letters, digits, dots, dashes and underscores");
      } else if (!names.add(name)) {
        wrong("the name %s must not come twice".formatted(name));
      }
      key(name, settings)
          .ifPresent(
              key -> {
                if (!keys.add(key.keyId())) {
                  wrong("%s must have a key of his own".formatted(name));
                }
                requesters.add(new Requester(name, key, rights(name, settings), prefix(settings)));
              });
    }
    return requesters;
  }

  private Optional<VerificationKey> key(String name, Map<String, List<String>> settings) {
    try {
      return Optional.of(VerificationKey.read(folder.resolve(one("key-file", settings))));
    } catch (AmelesException e) {
      wrong("key-file of %s: %s".formatted(name, e.getMessage()));
    } catch (InvalidPathException e) {
      wrong("key-file of %s must be a path".formatted(name));
    }
    return Optional.empty();
  }

  private Set<RequestRight> rights(String name, Map<String, List<String>> settings) {
    Set<RequestRight> rights = EnumSet.noneOf(RequestRight.class);
    for (String right : settings.getOrDefault("may", List.of())) {
      try {
        rights.add(RequestRight.valueOf(right.toUpperCase(Locale.ROOT).replace('-', '_')));
      } catch (IllegalArgumentException e) {
        rights.clear();
        break;
      }
    }
    if (rights.isEmpty()) {
      wrong("may of %s must be some of forget, confirm, extend, legal-hold".formatted(name));
    }
    return rights;
  }

  private String prefix(Map<String, List<String>> settings) {
    String prefix = one("subjects", settings);
    if (prefix.length() > LONGEST_PREFIX) {
      wrong("subjects must be what ids begin with, up to %d characters".formatted(LONGEST_PREFIX));
    }
    return prefix;
  }

  private static String one(String key, Map<String, List<String>> settings) {
    List<String> values = settings.getOrDefault(key, List.of());
    return values.size() == 1 ? values.get(0) : "";
  }

  /** A rule that nobody can meet is a mistake. */
  private void requireSense(RequestRules rules) {
    List<Requester> requesters = rules.requesters().requesters();
    if (rules.requesters().signed() && requesters.isEmpty()) {
      reader.problem("requests.signed", "false, unless requests.requesters says who may sign");
    }
    if (rules.guard() == null) {
      return;
    }
    if (requesters.stream().noneMatch(one -> one.may().contains(RequestRight.CONFIRM))) {
      reader.problem("requests.guard", "absent, unless one of the requesters may confirm");
      return;
    }
    boolean anybodyCanBeConfirmed =
        requesters.stream()
            .filter(one -> one.may().contains(RequestRight.FORGET))
            .anyMatch(one -> canBeConfirmed(one, requesters));
    if (rules.requesters().signed() && !anybodyCanBeConfirmed) {
      reader.problem(
          "requests.guard",
          "absent, unless one of the requesters may confirm what another one asks for");
    }
  }

  private static boolean canBeConfirmed(Requester asking, List<Requester> requesters) {
    return requesters.stream()
        .filter(other -> !Objects.equals(other.name(), asking.name()))
        .filter(other -> other.may().contains(RequestRight.CONFIRM))
        .anyMatch(
            other ->
                other.subjects().isEmpty()
                    || (!asking.subjects().isEmpty()
                        && (asking.subjects().startsWith(other.subjects())
                            || other.subjects().startsWith(asking.subjects()))));
  }

  private void wrong(String line) {
    reader.problems(List.of(REQUESTERS + ": " + line));
  }
}
